# Ce qui a été fait sur papier, et revient dans le dossier.

### Ce qui ne se lit pas dans la ligne tapée

slip-long = c’est trop long : au plus { $limit } octets en une fois
slip-words = trop de mots pour une étape : au plus { $limit } ; il manque sans doute un point-virgule avant
slip-quote = ce guillemet n’est jamais fermé
slip-bracket = ce crochet n’est jamais fermé
slip-row = cette parenthèse n’est jamais fermée
slip-unfit = cela ne convient pas ici
slip-option = « { $given } » n’est pas une des réponses : { $options }
slip-list = une ligne de la liste s’écrit entre parenthèses, ses cases séparées par des virgules : (Ana, Martin, 0612345678)
slip-file = un fichier se joint par son chemin : @scan.pdf
slip-cells = cette ligne a plus de cases que la liste n’a de colonnes ({ $limit })
slip-cell = colonne « { $column } » : { $said }
slip-by = après « par », il faut un nom
slip-day = « { $given } » n’est pas un jour : écrivez 12/03, 12/03/2026 ou hier
slip-who = on ne connaît ici personne qui s’appelle « { $called } »
    .help = on connaît : { $names } ; un texte se met entre guillemets
slip-who-several = « { $called } » peut être { $names }
    .help = écrivez le nom entier : par "Marie Dupont"
slip-over = ce mot est de trop : l’étape n’a plus rien à remplir ici
    .help = un texte de plusieurs mots se met entre guillemets ; une réponse peut être nommée : tel=0612345678
slip-ambiguous = cela peut se lire de plusieurs façons
    .help = mettez chaque texte entre guillemets, ou nommez les réponses : nom="Marie Dupont" ville="Le Mans"

### Ce qui contredit le dossier

enter-number = il n’y a pas d’étape « { $given } » sur ces pages : elles vont de { $from } à { $to }
    .help = une saisie commence par le numéro imprimé de l’étape, ou son code de quatre caractères ; deux saisies se séparent par un point-virgule
enter-gone = l’étape « { $title } » n’existe plus dans la version { $version }, que suit maintenant le dossier
    .help = retirez-la de la saisie ; ce qui a été fait peut se dire dans une remarque (pasapas note)
enter-holder = { $number } est un groupe : il est réglé de lui-même quand ses étapes le sont
    .help = dites ses étapes : { $number }.1, { $number }.2, …
enter-item = { $number } se fait pour chaque ligne de la liste : il manque laquelle
    .help = écrivez { $number }[3], ou { $number }[Nom] ; une fiche imprimée pour une seule personne le dit par son code (--printed)
enter-item-over = { $number } ne se fait pas pour autant de lignes
enter-settled = « { $step } » est déjà faite, par { $by } le { $when }, avec d’autres réponses
    .help = si c’est le papier qui a raison : pasapas correct (une réponse) ou pasapas reopen (toute l’étape), sur « { $path } » ; sinon, retirez-la de la saisie
enter-settled-so = « { $step } » est déjà faite, par { $by } le { $when }, avec une autre réponse : { $answer }
enter-waived = « { $step } » a été écartée par { $by } le { $when } : { $reason }
enter-twice = « { $step } » est deux fois dans cette saisie
enter-left-out = « { $step } » est sans objet : { $reasons }
    .help = regardez quelle réponse du papier diffère de celle du dossier : pasapas log
enter-ahead = « { $step } » ne peut pas encore être faite : { $reasons }
    .help = si ce qui manque est fait aussi, ajoutez-le à la saisie ; l’ordre n’importe pas
enter-ahead-steps = « { $step } » ne peut pas encore être faite ; il faut d’abord : { $steps }
enter-reopened = « { $step } » a été rouverte depuis que ces pages ont été imprimées : la réponse est celle d’avant
enter-reopened-by = « { $step } » a été rouverte depuis que ces pages ont été imprimées, par { $by } le { $when } : la réponse est celle d’avant
enter-before-run = le { $day } est avant le début du dossier, le { $began }
enter-before-step = le { $day }, elle ne pouvait pas encore être faite : « { $step } » l’a été le { $first }
enter-not-before = le { $day }, il était trop tôt : pas avant le { $from }
enter-confirm = si c’est bien ainsi, ajoutez --confirm
enter-refused = { $count ->
    [one] rien n’est enregistré : il y a quelque chose à corriger
   *[other] rien n’est enregistré : il y a { $count } choses à corriger
}
    .help = corrigez la saisie et recommencez

### Les pages

enter-printed = « { $code } » n’est pas le code d’une page imprimée
    .help = il est sous le carré de la première page : 01a21da3+17, ou 01a21da3+17#3 pour la fiche d’une personne
enter-printed-run = « { $code } » n’est pas le code de pages de ce dossier, { $run }
enter-printed-records = ces pages auraient été imprimées après { $records } enregistrements, et le dossier n’en a que { $known }
enter-printed-version = « { $code } » ne convient pas : le dossier suivait alors la version { $version }
enter-older = ces pages montrent la version { $then } ; le dossier suit maintenant la version { $now } : les étapes ont été retrouvées par leur nom
enter-version = le dossier est passé de la version { $from } à la version { $now } le { $when } : les numéros sont pris dans la version présente ; si les pages sont d’avant, donnez leur code (--printed)
enter-rounds = { $count ->
    [one] l’étape { $steps } a été rouverte : si les pages sont d’avant, donnez leur code (--printed)
   *[other] les étapes { $steps } ont été rouvertes : si les pages sont d’avant, donnez leur code (--printed)
}

### Ce qui se dit en saisissant

enter-source = saisie
enter-nothing = il n’y a rien à enregistrer
    .help = par exemple : pasapas enter @last "4 oui 12/03 MD ; 5 ; 7 0612345678"
enter-utf8 = ce n’est pas un texte en UTF-8
enter-ask = Qu’est-ce qui a été fait sur papier ?
    .hint = une étape par ligne : numéro, réponses, jour, initiales, comme « 4 oui 12/03 MD » ; une ligne vide pour finir
enter-unseen = rien n’est enregistré sans que quelqu’un ait vu ce qui a été compris
    .help = regardez-le (--dry-run), puis ajoutez --yes
enter-signed = le { $day }, { $who }
enter-already = déjà enregistré ainsi
enter-answer = { $question } : { $answer }
enter-rows = { $count ->
    [one] { $list } : une ligne
   *[other] { $list } : { $count } lignes
}
enter-question = { $count ->
    [one] Enregistrer cette étape ?
   *[other] Enregistrer ces { $count } étapes ?
}
enter-dry-run = { $count ->
    [one] une étape serait enregistrée ; rien ne l’est
   *[other] { $count } étapes seraient enregistrées ; rien ne l’est
}
enter-all-there = tout est déjà enregistré ainsi : rien n’a changé
show-entered = saisi d’après le papier par { $by }, { $when }

help-enter = Saisir en une fois ce qui a été fait sur papier
    .text = Ce qui a été fait, comme « 4 oui 12/03 MD ; 5 ; 7 0612345678 » : numéro ou code imprimé, réponses, jour, initiales ; sans cela, on le demande ligne par ligne, ou on le lit sur l’entrée standard
    .file = La même chose dans un fichier ; - lit l’entrée standard
    .printed = Le code des pages, écrit sous le carré de la première : on sait alors quelle version elles montrent, et ce qui s’est passé depuis
    .item = La ligne de la liste dont il s’agit, là où une saisie ne le dit pas : son numéro ou son nom
    .on = Le jour où c’était, là où une saisie ne le dit pas : 12/03, 12/03/2026, hier
    .by = Qui l’a fait, là où une saisie ne le dit pas : initiales, nom court ou nom entier
    .confirm = Ce qui est douteux est voulu ainsi
    .yes = C’est relu : ne rien demander
    .dry-run = Montrer seulement ce qui serait enregistré
