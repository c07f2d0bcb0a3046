# Ce que dit la ligne de commande. Les refus et les constats ont leurs propres pages.

### Mots de partout

cli-error = erreur
cli-warning-word = avertissement
cli-warning = attention :
cli-help = aide :
cli-refused = refusé [{ $code }] :
cli-unsound = { $count ->
    [one] « { $file } » a une erreur : la procédure ne peut pas servir avant d’être corrigée
   *[other] « { $file } » a { $count } erreurs : la procédure ne peut pas servir avant d’être corrigée
}
cli-written = écrit : { $file }
cli-file-exists = « { $file } » existe déjà, et n’a pas été touché
cli-file-unwritable = « { $file } » ne peut pas être écrit : { $reason }

### Ce qui est réglé

cli-no-folder = « { $folder } » n’est pas un dossier de procédures
cli-bad-name = le nom de celui ou celle qui agit est vide, trop long, ou contient un signe qui ne se voit pas
cli-store-postgres = une base PostgreSQL ne peut pas encore servir
cli-store-unknown = « { $store } » n’est pas une base que l’on sache ouvrir
cli-store-form = donnez un fichier : « sqlite:/chemin/pasapas.db », ou le chemin seul

### Ce que donne l'aide d'un refus

cli-hint-set = donnez-la avec --set { $field }=… (ou --data fichier.yaml)
cli-hint-attach = joignez le fichier avec --attach { $field }=FICHIER ; s’il n’est pas gardé ici : --set { $field }=vu
cli-hint-choose = donnez la réponse avec --choose
cli-hint-by = dites par quel moyen avec --by
cli-hint-confirm = si c’est bien cela, recommencez avec --confirm
cli-hint-reason = donnez-la avec --reason
cli-hint-why = pasapas why EXÉCUTION ÉTAPE
cli-hint-list = pasapas list

### Les réponses données sur la ligne

cli-set-form = « { $given } » n’a pas la forme champ=valeur
cli-set-path = « { $path } » ne dit pas où ranger la réponse ; par exemple : personne.nom, liste[1].nom (les éléments se suivent)
cli-data-map = il faut un groupe de clés, une par question
cli-data-unreadable = « { $file } » ne peut pas servir : { $reason }
cli-attach-size = le fichier dépasse { $limit } Mo
cli-attach-name = le nom du fichier contient un signe qui ne se voit pas ou ne se lit pas

### Échéances et attentes

cli-due = à faire avant le { $when } (dans { $days } jours)
cli-due-today = à faire aujourd’hui ({ $when })
cli-due-tomorrow = à faire avant demain, { $when }
cli-due-late-today = en retard depuis aujourd’hui ({ $when })
cli-due-late = { $days ->
    [one] en retard d’un jour (échéance : { $when })
   *[other] en retard de { $days } jours (échéance : { $when })
}
cli-not-before = pas avant le { $when }
cli-waits = on attend { $what }
cli-waits-from = on attend { $what } ({ $from })

### L'état d'une exécution

cli-state-open = en cours
cli-state-success = réussie
cli-state-failure = échouée
cli-state-neutral = terminée
cli-state-cancelled = annulée
cli-finished = L’exécution est finie : { $state }.
cli-cancelled = L’exécution est annulée : { $reason }
cli-preparing = Il manque encore des réponses de départ.
cli-nothing-changed = Rien n’a changé.
cli-more-open = { $count ->
    [one] … et une autre étape ouverte
   *[other] … et { $count } autres étapes ouvertes
}

### check

cli-check-fix = « --fix » le fait
cli-check-fixed = { $count ->
    [0] rien à corriger sans vous
    [one] 1 constat corrigé
   *[other] { $count } constats corrigés
}{ $files ->
    [0] {""}
    [one] {" "}dans 1 fichier
   *[other] {" "}dans { $files } fichiers
}
cli-check-would-fix = { $count ->
    [0] rien à corriger sans vous
    [one] 1 constat serait corrigé
   *[other] { $count } constats seraient corrigés
}{ $files ->
    [0] {""}
    [one] {" "}dans 1 fichier
   *[other] {" "}dans { $files } fichiers
}
cli-fix-built-in = les procédures intégrées ne se corrigent pas : « --fix » veut un fichier ou un dossier
cli-check-summary = { $files ->
    [one] 1 procédure
   *[other] { $files } procédures
} : { $errors ->
    [0] aucune erreur
    [one] 1 erreur
   *[other] { $errors } erreurs
}, { $warnings ->
    [0] aucun avertissement
    [one] 1 avertissement
   *[other] { $warnings } avertissements
}

### explain

cli-code-unknown = aucun constat ni refus ne porte le code « { $code } »
cli-explain-all = la liste des codes : pasapas explain

### start

cli-settings-missing = { $count ->
    [one] un réglage manque pour « { $procedure } » ; les courriels qui s’en servent auront un blanc (voir pasapas doctor) :
   *[other] { $count } réglages manquent pour « { $procedure } » ; les courriels qui s’en servent auront des blancs (voir pasapas doctor) :
}

### todo, list, show

cli-todo-count = { $count ->
    [0] Rien à faire.
    [one] 1 étape à faire
   *[other] { $count } étapes à faire
}
cli-list-count = { $count ->
    [0] Aucune exécution.
    [one] 1 exécution
   *[other] { $count } exécutions
}
cli-list-touched = modifiée { $when }
cli-show-state = { $state }, commencée le { $when } par { $by }
cli-show-count = { $done ->
    [0] aucune étape réglée sur { $all }
    [one] 1 étape réglée sur { $all }
   *[other] { $done } étapes réglées sur { $all }
}
cli-show-steps = { $count ->
    [one] 1 étape
   *[other] { $count } étapes
}
cli-show-mail = Courriel { $mail } à faire partir : { $step }

### reopen, add, drop, note

cli-falls = { $count ->
    [0] Rien d’autre ne serait à refaire.
    [one] Une autre étape serait à refaire :
   *[other] { $count } autres étapes seraient à refaire :
}
cli-put-back = { $count ->
    [one] 1 étape est remise à venir
   *[other] { $count } étapes sont remises à venir
}
cli-add-item = « { $list } » nomme un élément : nommez la liste seule, et donnez l’élément avec --set
cli-drop-item = « { $list } » ne nomme aucun élément : écrivez liste[clé] ou liste[numéro]
cli-noted = Noté.

### mail

cli-mail-count = { $count ->
    [0] Aucun courriel.
    [one] 1 courriel
   *[other] { $count } courriels
}
cli-mail-none = aucun courriel n’attend de partir
cli-mail-left = parti le { $when } ({ $by }, { $how })
cli-mail-withdrawn = repris : il ne partira pas
cli-mail-ready = écrit pour de bon, pas encore parti
cli-mail-waiting = à faire partir
cli-mail-how = par un autre moyen
cli-mail-to = À :
cli-mail-cc = Copie :
cli-mail-reply-to = Réponse à :
cli-mail-subject = Objet :
cli-mail-attached = Pièces jointes :
cli-mail-attach = à joindre vous-même : { $title }
cli-mail-then = une fois parti : pasapas mail { $run } sent { $mail }
cli-mail-gaps = le courriel { $mail } est noté comme parti avec des blancs : { $why }
cli-mail-form = ce courriel ne peut pas être écrit comme fichier
cli-mail-lost = la pièce jointe « { $title } » n’est plus dans la base

### new

cli-new-id = « { $id } » n’est pas un nom de procédure : des minuscules sans accent, des chiffres et des traits d’union, comme « commande-certificats »
cli-new-name = le fichier porte le nom de la procédure : { $id }.yaml
cli-new-then = vérifiez-la : pasapas check { $file }

### doctor

doctor-title-program = Programme
doctor-title-workflows = Procédures
doctor-title-store = Base
doctor-title-settings = Réglages
doctor-title-procedure = Procédure
doctor-title-as = Qui agit
doctor-title-terminal = Terminal
doctor-program = pasapas { $version }, langue : { $lang }
doctor-workflows = { $count ->
    [0] aucune dans « { $folder } »
    [one] une, dans « { $folder } »
   *[other] { $count }, dans « { $folder } »
}
doctor-workflows-built-in = { $count } incorporées au programme (ni --workflows, ni dossier « workflows » ici)
doctor-store = { $count ->
    [one] { $file } (1 exécution)
   *[other] { $file } ({ $count } exécutions)
}
doctor-store-none = { $file } : elle sera créée à la première exécution
doctor-key = clé des données personnelles : { $file } ; gardez-en une copie à part, sans elle ces données sont perdues
doctor-settings = { $file } { $organisation }
doctor-settings-none = aucun fichier de réglages
doctor-settings-where = il se met ici : settings.yaml, dans le dossier courant, ou { $file } ; il contient « organisation », « settings » et « procedures »
doctor-procedure = { $id } : tout y est
doctor-procedure-settings = { $count ->
    [one] { $id } : un réglage manque
   *[other] { $id } : { $count } réglages manquent
}
doctor-as = { $name }
doctor-terminal = { $width } colonnes, sans couleur
doctor-terminal-color = { $width } colonnes, en couleur
doctor-terminal-none = pas de terminal : rien n’est demandé, les réponses se donnent par des options

### log

log-started = début de « { $procedure } » { $version }
log-saved-inputs = réponses de départ gardées
log-saved = réponses gardées : { $step }
log-opened = ouverte : { $step }
log-opened-again = ouverte de nouveau (tour { $round }) : { $step }
log-passed = passée : { $step }
log-left-out = laissée de côté : { $step }
log-whole-run = l’exécution
log-cut-stop = { $what } : le reste est arrêté par « { $step } »
log-cut-waived = { $what } : le reste est écarté
log-cut-enough = { $what } : il y en a assez
log-done = faite : { $step }
log-late = (trop tard)
log-back = (retour à { $step })
log-channel-oral = (de vive voix)
log-channel-phone = (par téléphone)
log-channel-sms = (par SMS)
log-channel-in-person = (en main propre)
log-waived = écartée : { $step } ; raison : { $reason }
log-reopened = rouverte : { $step } ; raison : { $reason }
log-reopened-back = à refaire : { $step }
log-put-back = remise à venir : { $step }
log-item-added = ajout à « { $list } » : { $item }
log-item-dropped = retrait de « { $list } », numéro { $number } ; raison : { $reason }
log-mail-ready = courriel { $mail } écrit
log-mail-left = courriel { $mail } parti : { $how }
log-noted = remarque : { $text }
log-noted-step = remarque sur « { $step } » : { $text }
log-finished = fin : { $state }
log-cancelled = annulée ; raison : { $reason }

### Un mauvais usage

usage-unknown-argument = l’option « { $arg } » n’existe pas ici
usage-unknown-command = la commande « { $command } » n’existe pas
usage-missing-command = il manque une commande
usage-missing-argument = il manque { $arg }
usage-missing-value = « { $arg } » attend une valeur
usage-invalid-value = « { $value } » ne convient pas pour « { $arg } »
usage-conflict = « { $arg } » ne va pas avec ce qui est déjà donné
usage-utf8 = un mot de la commande n’est pas en UTF-8
usage-other = { $text }
usage-values = valeurs possibles : { $values }
usage-help = pour en savoir plus : { $command }

### L'aide

help-template =
    <about-with-newline>
    Utilisation : <usage>

    <all-args>
help-heading-commands = Commandes
help-heading-options = Options
help-heading-arguments = Arguments
help-any = Partout
    .help = Afficher cette aide
    .version = Afficher la version
    .workflows = Le dossier des procédures [PASAPAS_WORKFLOWS ; sinon ./workflows, sinon celles du programme]
    .store = Où les exécutions sont gardées : sqlite:CHEMIN [PASAPAS_STORE]
    .settings = Les réglages de l’organisation [PASAPAS_SETTINGS ; sinon ./settings.yaml]
    .as = Qui agit [PASAPAS_AS ; sinon le nom de session]
    .lang = fr ou en [PASAPAS_LANG ; sinon la langue du système, sinon fr]
    .color = En couleur : auto, always ou never
    .quiet = Seulement les données et les refus
    .verbose = En dire plus
    .json = Pour les programmes : du JSON, toujours de la même forme
    .personal = Avec les données personnelles, en JSON
    .run = L’exécution : le début de son numéro, ou @last pour la dernière touchée
    .step = L’étape : etape, groupe.etape, chacun[Claire].etape ou chacun[2].etape
    .set = Une réponse : champ=valeur, personne.nom=valeur, liste=@fichier.yaml, ou du JSON
    .data = Un fichier YAML ou JSON de réponses ; « - » lit l’entrée standard
    .attach = Un fichier à garder : champ=FICHIER
    .confirm = Ce qui paraît douteux est bien voulu
    .reason = Pourquoi
    .procedure = La procédure : son nom, ou le chemin de son fichier
help-pasapas = Des procédures que des personnes suivent pas à pas
help-check = Vérifier des procédures
    .paths = Fichiers, dossiers ou procédures ; sinon toutes
    .format = human, json, sarif ou github
    .deny = « warnings » : les avertissements comptent comme des erreurs
    .fix = Corriger dans les fichiers ce qui ne laisse aucun doute
    .dry-run = Avec --fix : montrer les changements, ne rien écrire
help-explain = La page d’un constat ou d’un refus
    .code = Son code ; sinon la liste de tous
help-graph = Le graphe d’une procédure ou d’une exécution
    .what = La procédure ou l’exécution
    .format = mermaid ou dot
    .output = Le fichier à écrire ; sinon la sortie standard
help-checklist = La liste à imprimer, vierge ou remplie
    .what = La procédure (vierge) ou l’exécution (remplie)
    .format = md ou html ; sinon d’après la fin du nom de fichier
    .personal = Avec les données personnelles
    .output = Le fichier à écrire ; sinon la sortie standard
    .role = Seulement ce que fait ce rôle
    .item = Seulement ce qui concerne cet élément
help-run = Commencer une exécution, ou la reprendre, et se laisser guider
    .name = La procédure, ou l’exécution à reprendre
help-start = Commencer une exécution sans être guidé ; affiche son numéro
help-todo = Ce qui peut être fait maintenant, dans toutes les exécutions
    .role = Seulement ce que fait ce rôle
    .mine = Seulement ce qui me revient
    .late = Seulement ce qui est en retard
    .procedure = Seulement cette procédure
help-list = Les exécutions
    .state = Dans cet état : open, success, failure, neutral ou cancelled
    .procedure = Seulement cette procédure
help-show = Où en est une exécution
    .all = Toutes les étapes, même celles des éléments finis ou à venir
help-log = Tout ce qui s’y est passé, et qui l’a fait
help-done = Régler une étape
    .choose = La réponse choisie ; à répéter s’il y en a plusieurs
    .by = Par quel moyen un secret a été remis : oral, phone, sms, in_person
    .on = Le jour où cela a été fait
    .round = Le tour auquel la réponse s’adresse
help-waive = Écarter une étape, en disant pourquoi
    .choose = La réponse qui vaut désormais
help-reopen = Refaire une étape
    .dry-run = Dire seulement ce qui serait à refaire
help-add = Ajouter un élément à une liste
    .list = La liste
help-drop = Retirer un élément d’une liste
    .item = L’élément : liste[clé] ou liste[numéro]
help-why = Pourquoi une étape en est là : ce qui manque, et chez qui
help-note = Une remarque sur une exécution ou une étape
    .text = La remarque
    .step = L’étape dont elle parle
help-cancel = Abandonner une exécution
help-mail = Les courriels d’une exécution
help-mail-list = Tous les courriels
help-mail-show = Un courriel en clair ; sans numéro, le premier à faire partir
    .mail = Son numéro
help-mail-export = Un courriel en fichier (.eml), que la messagerie ouvre comme brouillon
    .mail = Son numéro
    .output = Le fichier à écrire ; « - » pour la sortie standard
help-mail-sent = Un courriel est parti par un autre moyen
    .mail = Son numéro
    .how = Comment
help-new = Une première procédure à compléter
    .id = Son nom, comme commande-certificats
    .output = Le fichier à écrire ; sinon dans le dossier des procédures
help-schema = Le schéma JSON du langage, pour les éditeurs
help-doctor = Ce qui est réglé, où, et ce qui manque
help-completions = De quoi compléter les commandes dans un terminal
    .shell = bash, zsh, fish, elvish ou powershell
help-man = Les pages de manuel
    .folder = Un dossier pour toutes les pages ; sinon la principale, sur la sortie standard
