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
cli-form-none = aucune forme ne correspond à un fichier « { $ending } » ; rien n’a été écrit
    .help = formes possibles : { $forms }
graph-terminal = une image ne s’affiche pas ici : donnez-lui un fichier avec -o, comme graphe.png
graph-scale = --scale va de { $low } à { $high }
graph-dots = l’image aurait { $wide } points sur { $high }, c’est trop : diminuez --scale, ou prenez le SVG, net à toute taille
graph-unpainted = l’image n’a pas pu être peinte ; le SVG reste possible
graph-glyphs = { $n ->
    [one] un signe n’a pas de dessin dans l’image : { $signs } ; qui regarde un SVG a peut-être une police qui l’a
   *[other] { $n } signes n’ont pas de dessin dans l’image : { $signs } ; qui regarde un SVG a peut-être une police qui les a
}
graph-inside-unknown = l’étape « { $step } » n’en contient pas d’autres : rien à dessiner à l’intérieur
graph-inside-none = aucune étape de cette procédure n’en contient d’autres
cli-items-blank = « { $option } » ne veut rien dire ici : une procédure qui n’est pas commencée n’a pas encore d’éléments ; nommez un dossier
cli-items-none = « { $option } » : ce dossier n’a encore aucun élément
cli-item-blank = « --item { $item } » ne veut rien dire ici : une procédure qui n’est pas commencée n’a pas encore d’éléments ; nommez un dossier
cli-item-unknown = aucun élément du dossier ne s’appelle « { $item } »
cli-item-none = les listes du dossier sont encore vides

### Ce qui est réglé

cli-no-folder = « { $folder } » n’est pas un répertoire de procédures
cli-bad-name = le nom de celui ou celle qui agit est vide, trop long, ou contient un signe qui ne se voit pas
cli-store-postgres = une base PostgreSQL ne peut pas encore servir
cli-store-unknown = « { $store } » n’est pas une base que l’on sache ouvrir
cli-store-form = donnez un fichier : « sqlite:/chemin/pasapas.db », ou le chemin seul (« ./nom:du:fichier » s’il contient deux points)

### Ce que donne l'aide d'un refus

cli-hint-set = { $count ->
    [one] donnez-la avec { $options } (ou --data fichier.yaml)
   *[other] donnez-les avec { $options } (ou --data fichier.yaml)
}
cli-hint-attach = joignez le fichier avec --attach { $field }=FICHIER ; s’il n’est pas gardé ici : --set { $field }=vu
cli-hint-secret = --set { $field }=noté
cli-hint-choose = donnez la réponse avec --choose
cli-hint-by = dites par quel moyen avec --by
cli-hint-confirm = si c’est bien cela, recommencez avec --confirm
cli-hint-reason = donnez-la avec --reason
cli-hint-why = pasapas why DOSSIER ÉTAPE
cli-hint-list = pasapas list

### Les réponses données sur la ligne

cli-set-form = « { $given } » n’a pas la forme champ=valeur
cli-set-path = « { $path } » ne dit pas où ranger la réponse ; par exemple : personne.nom, liste[1].nom (les éléments se suivent)
cli-data-map = il faut un groupe de clés, une par question
cli-data-unreadable = « { $file } » ne peut pas servir : { $reason }
cli-attach-size = le fichier fait { $size }, et l’organisation en garde de { $limit } au plus : « max_file » dans les réglages
cli-attach-name = le nom du fichier contient un signe qui ne se voit pas ou ne se lit pas

### Échéances et attentes

cli-due = à faire au plus tard le { $when } (dans { $days } jours)
cli-due-today = à faire aujourd’hui ({ $when })
cli-due-tomorrow = à faire au plus tard demain, { $when }
cli-due-late-today = en retard depuis aujourd’hui ({ $when })
cli-due-late = { $days ->
    [one] en retard d’un jour (échéance : { $when })
   *[other] en retard de { $days } jours (échéance : { $when })
}
cli-not-before = pas avant le { $when }
cli-waits = on attend { $what }
cli-waits-from = on attend { $what } ({ $from })
cli-role-person = { $role } : { $name }
cli-awaited = { $steps } ({ $who })
cli-show-awaits = attend { $steps }

### L'état d'un dossier

cli-state-open = en cours
cli-state-success = réussi
cli-state-failure = fini sur un échec
cli-state-neutral = terminé
cli-state-cancelled = annulé
cli-finished = Le dossier est clos : { $state }.
cli-cancelled = Le dossier est annulé : { $reason }
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
cli-check-settings = « { $file } » : des réglages, et non une procédure ; « pasapas doctor » les vérifie
cli-check-builtin = il n’y a pas de répertoire « workflows » ici : ce sont les procédures du programme qui sont vérifiées ; celles de ce répertoire, par « pasapas check . »
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

cli-not-in-team = « { $name } » n’est pas dans l’équipe (« team » dans les réglages)
cli-settings-missing = { $count ->
    [one] un réglage manque pour « { $procedure } » ; les courriels qui s’en servent auront un blanc (voir pasapas doctor) :
   *[other] { $count } réglages manquent pour « { $procedure } » ; les courriels qui s’en servent auront des blancs (voir pasapas doctor) :
}

### todo, list, show

calendar-name = Pas à pas
cli-todo-mails = Courriels à décider
cli-todo-count = { $count ->
    [0] Rien à faire.
    [one] 1 étape à faire
   *[other] { $count } étapes à faire
}{ $late ->
    [0] {""}
    [one] {""}, dont 1 en retard
   *[other] {""}, dont { $late } en retard
}
cli-list-count = { $count ->
    [0] Aucun dossier.
    [one] 1 dossier
   *[other] { $count } dossiers
}
cli-list-more = les { $count } derniers dossiers modifiés ; tous, avec --all
cli-list-touched = modifié le { $when }
cli-list-status = { $procedure } ({ $status })
cli-status-draft = brouillon
cli-status-incomplete = incomplète
cli-status-valid = valable
cli-status-obsolete = obsolète
cli-show-state = { $state }, commencé le { $when } par { $by }
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
doctor-workflows-built-in = { $count } incorporées au programme (ni --workflows, ni répertoire « workflows » ici)
doctor-store = { $count ->
    [0] { $file } (aucun dossier)
    [one] { $file } (1 dossier)
   *[other] { $file } ({ $count } dossiers)
}
doctor-store-none = { $file } : elle sera créée au premier dossier
doctor-key = clé des données personnelles : { $file } ; gardez-en une copie à part, sans elle ces données sont perdues
doctor-settings = { $file } { $organisation }
doctor-settings-none = aucun fichier de réglages
doctor-settings-where = il se met ici : settings.yaml, dans le répertoire courant, ou { $file } ; il peut contenir { $keys }
doctor-procedure = { $id } : tout y est
doctor-procedure-settings = { $count ->
    [one] { $id } : un réglage manque ou ne convient pas
   *[other] { $id } : { $count } réglages manquent ou ne conviennent pas
}
doctor-as = { $name }
doctor-as-stranger = { $name }, le nom de session, qui n’est pas dans l’équipe : dites qui agit, avec --as ou PASAPAS_AS
doctor-terminal = { $width } colonnes, sans couleur
doctor-terminal-color = { $width } colonnes, en couleur
doctor-terminal-none = pas de terminal : rien n’est demandé, les réponses se donnent par des options

### log

log-started = début de « { $procedure } » { $version }
log-saved-inputs = réponses de départ gardées
log-saved = réponses gardées : { $step }
log-ticked = cochée, n° { $check } : { $step }
log-opened = ouverte : { $step }
log-opened-again = ouverte de nouveau (tour { $round }) : { $step }
log-passed = passée : { $step }
log-left-out = sans objet : { $step }
log-whole-run = le dossier
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
log-cancelled = dossier annulé ; raison : { $reason }

### Un mauvais usage

usage-argument-too-many = « { $arg } » est de trop
usage-unknown-argument = l’option « { $arg } » n’existe pas ici
usage-unknown-command = la commande « { $command } » n’existe pas
usage-missing-command = il manque une commande
usage-missing-argument = il manque { $arg }
usage-missing-value = « { $arg } » attend une valeur
usage-invalid-value = « { $value } » ne convient pas pour « { $arg } »
usage-conflict = « { $arg } » ne va pas avec ce qui est déjà donné
usage-utf8 = un mot de la commande n’est pas en UTF-8
usage-equals = « { $arg } » se donne avec un signe égal
usage-too-many = « { $value } » est de trop pour « { $arg } »
usage-other = la commande ne se lit pas (détail, en anglais : { $detail })
usage-values = valeurs possibles : { $values }
cli-log-filter = « { $part } » dans PASAPAS_LOG n’est pas compris : il faut un niveau, ou un sujet et un niveau, comme dans « info,mail=debug »
cli-log-form = « { $given } » n’est pas une valeur de PASAPAS_LOG_FORMAT : « text » ou « json »
usage-help = pour en savoir plus : { $command }

### L'aide

help-template =
    <about-with-newline>
    Utilisation : <usage>

    <all-args>
help-heading-commands = Commandes{ "\u00A0" }
help-heading-options = Options{ "\u00A0" }
help-heading-arguments = Arguments{ "\u00A0" }
help-command = COMMANDE
help-value = Ce qui se met à la place d’un mot en capitales
    .channel = MOYEN
    .date = DATE
    .dir = RÉPERTOIRE
    .field = CHAMP
    .file = FICHIER
    .format = FORME
    .id = NOM
    .item = ÉLÉMENT
    .key = CLÉ
    .lang = LANGUE
    .list = LISTE
    .mail = COURRIEL
    .name = NOM
    .new = APRÈS
    .old = AVANT
    .option = RÉPONSE
    .output = FICHIER
    .path = CHEMIN
    .proc = PROCÉDURE
    .role = RÔLE
    .run = DOSSIER
    .shell = SHELL
    .state = ÉTAT
    .step = ÉTAPE
    .text = TEXTE
    .url = BASE
    .version = VERSION
    .value = VALEUR
    .what = QUOI
    .when = QUAND
help-any = Partout{ "\u00A0" }
    .help = Afficher cette aide
    .version = Afficher la version
    .workflows = Le répertoire des procédures [PASAPAS_WORKFLOWS ; sinon ./workflows, sinon celles du programme]
    .store = Où les dossiers sont gardés : sqlite:CHEMIN [PASAPAS_STORE]
    .settings = Les réglages de l’organisation [PASAPAS_SETTINGS ; sinon ./settings.yaml]
    .as = Qui agit [PASAPAS_AS ; sinon le nom de session]
    .lang = fr ou en [PASAPAS_LANG ; sinon la langue du système, sinon fr]
    .color = Les couleurs : auto, always ou never
    .quiet = Ne dire que les données et les refus
    .verbose = En dire plus
    .json = Du JSON pour les programmes, toujours de la même forme
    .personal = Données personnelles comprises, en JSON
    .run = Le dossier : le début de son numéro, ou @last pour le dernier modifié
    .step = L’étape, par le numéro qui est devant elle ou par son nom : etape, groupe.etape, chacun[Claire].etape ou chacun[2].etape
    .set = Une réponse : champ=valeur, personne.nom=valeur, liste=@fichier.yaml, ou du JSON
    .data = Un fichier YAML ou JSON de réponses ; « - » lit l’entrée standard
    .attach = Un fichier à garder : champ=FICHIER
    .sheet = Une liste lue dans une feuille de calcul, XLSX ou CSV : liste=FICHIER
    .confirm = Confirmer une réponse qui paraît douteuse
    .reason = La raison, en quelques mots
    .procedure = La procédure : son nom, ou le chemin de son fichier
help-pasapas = Des procédures que l’on suit pas à pas
help-check = Vérifier des procédures
    .paths = Fichiers, répertoires ou procédures ; sinon toutes
    .format = La forme du résultat : human (à lire), json ou sarif (pour les programmes), github (pour les forges)
    .deny = « warnings » : les avertissements comptent comme des erreurs
    .fix = Corriger dans les fichiers ce qui ne laisse aucun doute
    .dry-run = Avec --fix : montrer les changements, ne rien écrire
help-explain = Expliquer un constat ou un refus
    .code = Son code, comme step.unknown ; sinon, la liste de tous
help-graph = Dessiner le graphe d’une procédure ou d’un dossier
    .what = La procédure ou le dossier
    .format = La forme du dessin : svg, png, mermaid ou dot ; sinon d’après la fin du nom de fichier
    .output = Le fichier à écrire ; sinon la sortie standard
    .inside = Seulement ce que contient cette étape : boucle, section ou procédure appelée
    .scale = La taille d’un PNG : combien de points pour chaque unité du SVG
help-checklist = Écrire la liste à imprimer, vierge ou remplie
    .what = La procédure (liste vierge) ou le dossier (liste remplie)
    .format = La forme de la liste : md, html ou pdf ; sinon d’après la fin du nom de fichier
    .personal = Données personnelles comprises
    .output = Le fichier à écrire ; sinon la sortie standard
    .role = Seulement ce que fait ce rôle
    .item = Seulement ce qui concerne cet élément
    .items = Une feuille par élément des listes, toutes dans le même fichier
    .table = Seulement les tableaux : où en est chaque élément, étape par étape
    .no-left-out = Sans ce qui est sans objet
help-run = Commencer un dossier, ou en reprendre un, et se laisser guider
    .name = La procédure, ou le dossier à reprendre
help-start = Commencer un dossier sans être guidé ; affiche son numéro
    .role = Qui joue un rôle : rôle=Nom <adresse>
    .split = Partager une liste trop longue en plusieurs dossiers, chacun avec une note qui nomme les autres
help-sheet = Écrire une feuille de calcul vide, pour recueillir une liste
    .what = La procédure ou le dossier
    .list = La liste
    .output = Le fichier à écrire, .xlsx ou .csv
help-todo = Dire ce qui peut être fait maintenant, dans tous les dossiers
    .ics = Ce qui est dû, en calendrier (.ics), pour un agenda
    .role = Seulement ce que fait ce rôle
    .mine = Seulement ce qui me revient
    .late = Seulement ce qui est en retard
    .procedure = Seulement cette procédure
help-list = Lister les dossiers
    .all = Tous, pas seulement les derniers modifiés
    .state = Dans cet état : open, success, failure, neutral ou cancelled
    .procedure = Seulement cette procédure
help-show = Montrer où en est un dossier
    .grid = Où en est chaque élément de ses listes : les personnes, par étape
    .all = Toutes les étapes, même celles des éléments finis ou à venir
help-log = Raconter tout ce qui s’est passé dans un dossier, et qui l’a fait
help-done = Régler une étape : la dire faite, et répondre à ses questions
    .step = L’étape, par le numéro qui est devant elle ou par son nom : etape, groupe.etape, chacun[Claire].etape ou chacun[2].etape ; plusieurs à la fois, ou chacun[*].etape pour tous ceux chez qui elle est ouverte
    .again = Le courriel de l’étape part de nouveau, alors qu’un autre est déjà parti
    .choose = La réponse choisie ; se répète s’il y en a plusieurs
    .by = Par quel moyen un secret a été remis : oral, phone, sms, in_person
    .on = Le jour où cela a vraiment été fait, comme 12/03/2026
    .round = Le tour auquel la réponse s’adresse
help-waive = Écarter une étape, en disant pourquoi
    .step = L’étape, par le numéro qui est devant elle ou par son nom : etape, groupe.etape, chacun[Claire].etape ou chacun[2].etape ; plusieurs à la fois, ou chacun[*].etape pour tous ceux chez qui elle est ouverte
    .choose = La réponse qui vaut désormais
help-reopen = Refaire une étape
    .dry-run = Dire seulement ce qui serait à refaire
help-add = Ajouter un élément à une liste, ou tous ceux d’une feuille de calcul
    .sheet = Une feuille de calcul, XLSX ou CSV : tous ses éléments rejoignent la liste, ou aucun
    .list = La liste
help-drop = Retirer un élément d’une liste
    .item = L’élément : liste[clé] ou liste[numéro]
help-diff = Dire ce qui diffère entre deux versions d’une procédure
    .old = La version d’avant : un fichier, une procédure, PROCÉDURE@VERSION, ou un dossier ; seule : ce que suivent les dossiers en cours, comparé à la version présente
    .new = La version d’après ; sans elle, la version présente
help-upgrade = Passer des dossiers en cours à la version présente de leur procédure
    .all = Tous les dossiers en cours
    .procedure = Avec --all : seulement les dossiers de cette procédure
    .to = Vers cette version plutôt que la présente : un fichier, ou PROCÉDURE@VERSION
    .dry-run = Dire seulement lesquels le peuvent, et pourquoi les autres non
help-why = Dire pourquoi une étape en est là : ce qui manque, et chez qui
help-note = Ajouter une remarque à un dossier ou à une étape
    .text = La remarque
    .step = L’étape dont elle parle, par son numéro ou son nom
help-cancel = Abandonner un dossier
help-mail = Lire les courriels d’un dossier, les envoyer ou les écrire en fichiers ; sans dossier, la boîte d’envoi
help-mail-list = Lister tous les courriels
help-mail-show = Montrer un courriel ; sans numéro, le premier à faire partir
    .mail = Le numéro du courriel
help-mail-export = Écrire un courriel dans un fichier (.eml), que la messagerie ouvre comme brouillon
    .format = eml (un brouillon), text ou html ; sinon ce qui convient au moyen d’envoi, ou d’après la fin du nom de fichier
    .mail = Le numéro du courriel
    .output = Le fichier à écrire ; « - » pour la sortie standard
help-mail-sent = Noter qu’un courriel est parti
    .on = Le jour où il est vraiment parti
    .again = Il part de nouveau, alors qu’un autre est déjà parti
    .confirm = Il est parti, bien qu’il y manque une adresse ou un réglage
    .mail = Le numéro du courriel
    .how = Par quel moyen, en quelques mots
help-new = Écrire une première procédure, à compléter
    .id = Son nom, comme commande-certificats
    .output = Le fichier à écrire ; sinon dans le répertoire des procédures
help-schema = Écrire le schéma JSON du langage, pour les éditeurs
    .what = procedure ou scenario
help-lsp = Aider pendant que l’on écrit, dans tout éditeur qui parle LSP
    .stdio = Par l’entrée et la sortie standard, comme de toute façon
help-doctor = Dire ce qui est réglé, où, et ce qui manque
    .procedures = Procédures, ou fichiers de procédures ; sinon toutes
help-completions = Écrire de quoi compléter les commandes dans un terminal
    .shell = bash, zsh, fish, elvish ou powershell
help-man = Écrire les pages de manuel
    .folder = Un répertoire pour toutes les pages ; sinon la principale, sur la sortie standard

# test

cli-test-summary = { $count ->
    [one] 1 scénario joué
   *[other] { $count } scénarios joués
} : { $failed ->
    [0] aucun échec
    [one] 1 ne tient pas
   *[other] { $failed } ne tiennent pas
}
cli-test-unplayed = { $count ->
    [one] 1 fichier n’a pas pu être joué
   *[other] { $count } fichiers n’ont pas pu être joués
}
cli-test-uncovered = des parties de la procédure ne sont atteintes par aucun scénario (--deny uncovered)
cli-test-story = jusque-là :
cli-test-story-before = { $count ->
    [one] 1 acte avant
   *[other] { $count } actes avant
}
cli-test-steps = étapes
cli-test-options = options
cli-test-routes = chemins
cli-test-mails = courriels
cli-test-ends = fins
cli-test-no-step = étapes jamais faites :
cli-test-no-option = options jamais choisies :
cli-test-no-route = chemins jamais pris :
cli-test-no-mail = courriels jamais partis :
cli-test-no-end = fins jamais atteintes :
cli-test-recorded = ce scénario se joue et finit comme le dossier ; plus rien de ce qui a été saisi librement n’y figure
cli-test-differs = ce scénario ne finit pas comme le dossier : une réponse remplacée y décidait. Étapes qui diffèrent : { $steps }
cli-test-always = toujours
cli-test-counterexamples = { $count ->
    [0] la preuve n’a rien trouvé qui se montre par une histoire
    [one] { $count } constat montré par un scénario ; une fois la procédure corrigée, il ne tiendra plus
   *[other] { $count } constats montrés chacun par un scénario ; une fois la procédure corrigée, ils ne tiendront plus
    }
cli-test-unshown = { $code } n’a pas pu être montré par une histoire : { $message }
cli-test-paths = { $rows ->
    [one] 1 ligne, tirée
   *[other] { $rows } lignes, tirées
} de { $played ->
    [one] 1 chemin joué
   *[other] { $played } chemins joués
}
cli-test-bounded = il y a d’autres chemins : la recherche s’est arrêtée après { $limit } (--limit)
cli-test-free = des conditions lisent des réponses libres, essayées avec une seule valeur : { $fields }
cli-test-stuck = des réponses d’essai ont été refusées ici, leurs chemins manquent : { $steps }
help-test = Jouer les scénarios des procédures
    .files = Fichiers, répertoires ou procédures ; sinon tous les scénarios
    .format = human, json ou junit
    .deny = « uncovered » : ce qu’aucun scénario n’atteint compte comme un échec
    .record = Faire un scénario d’un dossier : tout ce qui a été saisi y est remplacé
    .paths-of = Toutes les fins d’une procédure, avec les réponses qui y mènent
    .counterexamples = Ce que la preuve a trouvé dans une procédure : pour chaque constat, un scénario qui le montre
    .write = Avec --paths : chaque ligne comme scénario
    .limit = Avec --paths : au plus tant de chemins joués
