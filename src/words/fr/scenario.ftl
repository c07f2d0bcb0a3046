# Ce qui se dit des scénarios. Une phrase par constat, sans point final ; « .help » dit quoi faire.

### Les noms

scenario-procedure = il n’y a pas de procédure « { $id } » à essayer
scenario-procedure-unsound = la procédure « { $id } » a elle-même des constats : on ne peut pas l’essayer
    .help = pasapas check { $file }
scenario-step = il n’y a pas d’étape « { $step } »
scenario-step-in = il n’y a pas d’étape « { $step } » dans « { $path } »
scenario-item-missing = « { $step } » parcourt une liste : de quel élément s’agit-il ?
    .help = donnez son numéro ou sa clé : { $step }[1]
scenario-item-none = « { $step } » ne parcourt pas de liste : rien ne se met entre crochets derrière
scenario-item-last = « { $step } » nomme un élément ; il faut une étape
    .help = continuez avec l’étape qui est dedans : { $step }.ETAPE
scenario-inside-none = il n’y a rien à l’intérieur de « { $step } »
scenario-list = il n’y a pas de liste « { $list } »
scenario-drop-item = quel élément part ?
    .help = donnez son numéro ou sa clé : { $list }[1]
scenario-known = il y a : { $names }
scenario-input = « { $field } » n’est pas demandé au départ
scenario-setting = la procédure n’a pas de réglage « { $field } »
scenario-field = « { $field } » n’est pas demandé ici
scenario-option = « { $option } » n’est pas une option ici
scenario-option-none = « { $step } » n’a pas d’options à choisir
scenario-no-mail = « { $step } » n’envoie pas de courriel
scenario-code = il n’y a pas de code « { $code } »

### La forme d’une entrée

scenario-form-several = une entrée fait une seule chose : « { $first } » ou « { $second } », pas les deux
scenario-form-clock = l’horloge avance jusqu’à un moment (at) ou d’une durée (after), pas les deux
scenario-form-beside = « { $key } » ne va pas avec « { $deed } »
scenario-form-alone = « { $key } » ne dit rien sans quelque chose de fait
scenario-form-empty = cette entrée ne fait rien et n’attend rien
scenario-clock-back = l’horloge ne recule jamais : il est déjà { $now }

### Les refus

scenario-refused = refusé ({ $code }) : { $reason }
scenario-problem = { $field } : { $problem }
scenario-and = { $first } ; { $second }
scenario-not-refused = ceci devait être refusé ({ $code }) et a été accepté
scenario-refused-otherwise = refusé, mais autrement que prévu : { $came } au lieu de { $code } – { $reason }
scenario-says = le refus dit autre chose : { $said }

### Les attentes

scenario-nothing = rien
scenario-state = attendu : { $expected } ; le dossier est { $came }
scenario-step-state = attendu « { $step } » { $expected } ; elle est { $came }
scenario-open = ouvertes : { $came }
scenario-open-missing = attendues et pas ouvertes : { $missing }
scenario-open-more = ouvertes et pas attendues : { $more }
scenario-open-both = attendues et pas ouvertes : { $missing } ; ouvertes et pas attendues : { $more }
scenario-not-reached = « { $step } » ne s’est jamais ouverte
scenario-reached = « { $step } » s’est ouverte
scenario-value = attendu que { $expression } vaille { $expected } ; c’est { $came }
scenario-value-none = { $expression } ne se calcule pas ici : { $reason }
scenario-offered = « { $step } » propose : { $came }
scenario-due = attendu « { $step } » pour { $expected } ; échéance : { $came }
scenario-mails = courriels partis : { $came }
scenario-mail-to = il est parti à : { $came }
scenario-mail-subject = l’objet est : { $came }
scenario-mail-says = le courriel de « { $step } » ne dit pas cela

### Ce qui est joué

test-none = il n’y a pas de scénario pour « { $what } »
    .help = les scénarios d’une procédure sont à côté d’elle, dans NOM.test.yaml
scenario-recorded = Exécution enregistrée
