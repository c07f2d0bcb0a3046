# Ce que le programme refuse, et pourquoi. Une phrase par refus, sans point final ; « .help » dit quoi faire.

### Ce qu'il faut répondre, par sorte de question

expected-text = il faut un texte
expected-integer = il faut un nombre entier, par exemple 12
expected-decimal = il faut un nombre, par exemple 12,5
expected-boolean = il faut répondre oui ou non
expected-date = il faut une date, par exemple 12/03/2026
expected-time = il faut une heure, par exemple 9 h 30 ou 09:30
expected-datetime = il faut une date et une heure, par exemple 12/03/2026 09:30
expected-email = il faut une adresse électronique, par exemple claire.martin@example.org
expected-name = il faut un nom sur une ligne, sans « < » ni « > »
expected-phone = il faut un numéro de téléphone, par exemple 02 41 00 00 00
expected-mobile = il faut un téléphone portable, en 06 ou 07, par exemple 06 12 34 56 78
expected-url = il faut une adresse de site qui commence par https:// ou http://
expected-option = il faut choisir une des réponses proposées
expected-options = il faut choisir parmi les réponses proposées, séparées par des virgules
expected-among = il faut l’une de ces réponses : { $options }
expected-item = il faut désigner un élément de la liste, par son numéro ou par son nom
expected-file = il faut un fichier ; s’il ne doit pas être gardé, il suffit de dire qu’il a été vu
expected-secret = il faut seulement confirmer que le secret est noté, ou dire où : jamais le secret lui-même
expected-seen = il faut seulement dire que le document a été vu (« vu ») : il n’est pas gardé
expected-person = il faut une personne, par exemple Claire Martin <claire.martin@example.org>
expected-record = il faut répondre à plusieurs questions à la fois, chacune par son nom
expected-list = il faut une liste, un élément après l’autre
expected-siren = il faut un numéro SIREN : neuf chiffres, dont le dernier vérifie les autres
expected-siret = il faut un numéro SIRET : quatorze chiffres, dont le dernier vérifie les autres
expected-finess = il faut un numéro FINESS : neuf caractères, des chiffres, avec A ou B en deuxième place pour la Corse
expected-rpps = il faut un numéro RPPS : onze chiffres

### Les réponses

answer-missing = il manque une réponse : { $field }
answer-missing-file = il manque un fichier : { $field }
answer-missing-secret = il faut dire que le secret est noté : { $field }
answer-unknown = rien de ce nom n’est demandé ici
answer-form-empty = la réponse est vide
answer-form-line = la réponse doit tenir sur une seule ligne
answer-form-char = la réponse contient le caractère { $char }, qui ne se voit pas ou change le sens de la lecture
answer-form-clock-change = cette heure n’existe pas, ou existe deux fois, à cause du changement d’heure
answer-form-items = la liste est trop longue (au plus : { $limit })
answer-form-few = il n’y en a pas assez (au moins : { $limit })
answer-form-many = il y en a trop (au plus : { $limit })
answer-form-short = la réponse est trop courte (nombre de signes, au moins : { $limit })
answer-form-long = la réponse est trop longue (nombre de signes, au plus : { $limit })
answer-form-min = la réponse est en dessous de ce qui est permis (au moins : { $limit })
answer-form-max = la réponse est au-dessus de ce qui est permis (au plus : { $limit })
answer-form-pattern = la réponse ne suit pas le modèle demandé ({ $pattern })
answer-form-evidence = personne n’a donné ce fichier : joignez-le à la réponse
answer-form-twice = « { $value } » est déjà à la ligne { $first } de la liste
answer-doubt-digit = « { $value } » contient sans doute une faute de frappe : son chiffre de contrôle n’est pas le bon

answer-form = { $count ->
    [one] une réponse ne convient pas
   *[other] { $count } réponses ne conviennent pas
}
answers-unknown = { $count ->
    [one] une réponse est donnée à une question qui n’est pas posée ici
   *[other] { $count } réponses sont données à des questions qui ne sont pas posées ici
}
answers-missing = { $count ->
    [one] il manque une réponse
   *[other] { $count } réponses manquent ou ne conviennent pas
}
    .help = donnez-les toutes en une fois : rien n’a encore été enregistré
answer-not-asked = cela n’est pas demandé dans ce cas-ci, d’après les autres réponses
answer-unknown-near = rien de ce nom n’est demandé ici ; vouliez-vous dire « { $name } » ?
answer-refused = les réponses se contredisent
answer-doubt = { $count ->
    [one] une réponse est douteuse
   *[other] { $count } réponses sont douteuses
}
    .help = corrigez, ou confirmez que c’est bien ce qui est écrit sur le document
said = { $text }
reason-missing = il manque la raison
    .help = dites pourquoi en quelques mots : ils restent avec le dossier
note-form = une remarque compte de 1 à 10 000 signes

### Ce qui se choisit

choice-missing = il faut choisir une réponse
choice-none = cette étape ne demande aucun choix
choice-one = une seule réponse est possible
choice-unknown = « { $option } » n’est pas une réponse offerte ici
choice-offered = réponses possibles : { $options }
option-late = Trop tard : le délai est passé
route-stuck = le chemin à prendre ne se calcule pas : { $reason }
    .help = nommez vous-même la suite, parmi : { $ways }
channel-missing = il faut dire par quel moyen le secret a été remis
channel-none = cette étape ne remet aucun secret : aucun moyen n’est à donner
channel-refused = « { $channel } » n’est pas un moyen permis pour remettre ce secret
    .help = moyens permis : { $channels }

### L'état des étapes

state-ahead = à venir
state-open = ouverte
state-done = faite
state-left-out = sans objet
state-passed = passée
state-waived = écartée

### Les étapes

step-number-alone = l’étape { $number } n’est pas à faire pour chacun : nommez-la seule, « { $number } »
step-number-of = l’étape { $number } est à faire pour chacun : dites pour qui, comme « { $number }[3] », « { $number }[Claire] », ou « { $number }[*] » pour tous
step-not-found = il n’y a pas d’étape « { $step } » dans ce dossier
    .help = une étape à l’intérieur d’une autre se nomme par son chemin, comme « groupe.etape » ou « chacun[2].etape »
step-open-nowhere = l’étape « { $step } » n’est ouverte pour personne en ce moment
    .help = ce qui est ouvert se lit avec : pasapas show DOSSIER
step-not-open = l’étape « { $step } » n’est pas ouverte : elle est { $state }
    .help = demandez pourquoi « { $step } » en est là : ce qui manque, et chez qui
step-not-open-settled = l’étape « { $step } » est déjà { $state }, par { $by }
step-stale = cette réponse s’adresse au tour { $round } de l’étape, et l’on en est au tour { $now }
    .help = relisez où en est l’étape, puis répondez si c’est encore utile
step-early = il est trop tôt : cette étape ne se règle pas avant le { $until }
    .help = attendez ce moment, ou écartez l’étape en disant pourquoi
step-early-late = le délai court encore, jusqu’au { $until } : il est trop tôt pour dire « trop tard »
step-same-person = { $by } a fait l’étape « { $step } » : une autre personne doit faire celle-ci
    .help = confiez-la à quelqu’un d’autre
step-other-person = { $by } a fait l’étape « { $step } » : la même personne doit faire celle-ci
    .help = laissez-la-lui ; si cette personne est partie, faites écarter ou refaire l’étape
step-by-itself = cette étape se règle d’elle-même, quand tout ce qu’elle contient est réglé
    .help = réglez les étapes qui sont dedans
waive-refused = la procédure défend d’écarter cette étape
waive-refused-back = une étape écartée ne peut pas revenir en arrière
    .help = choisissez une réponse qui mène plus loin
waive-refused-rule = cette étape ne peut pas être écartée, à cause d’une règle : { $rule }
reopen-refused-state = seule une étape faite ou écartée se rouvre, et celle-ci est { $state }
reopen-refused-closed = cette étape est dans une partie qui a été arrêtée, retirée ou écartée : rouvrez plutôt l’étape qui l’a fait

### Les listes

list-unknown = il n’y a pas de liste « { $list } » dans ce dossier
list-not-yet = la liste n’est pas encore remplie : l’étape « { $step } » la demande
list-closed = la liste est close : « { $step } » l’a déjà parcourue
    .help = rouvrez « { $step } », ou commencez un autre dossier
list-full = la liste est pleine (au plus : { $limit })
    .help = retirez d’abord un élément, en disant pourquoi
list-item-unknown = la liste n’a pas d’élément numéro { $item }, ou il en a été retiré

### Le dossier

run-begun = le dossier est déjà commencé
run-preparing = le dossier n’est pas encore commencé : il manque ce qui est demandé au départ
    .help = répondez d’abord aux questions du départ
run-over = le dossier est terminé
    .help = rouvrez l’étape qui doit changer
run-over-cancelled = le dossier a été annulé : il ne se reprend pas

### Les courriels

mail-unknown = il n’y a pas de courriel numéro { $mail } dans ce dossier
mail-erased = le texte du courriel { $mail } a été effacé avec les données personnelles
mail-not-yet = le courriel ne peut pas encore être écrit : « { $name } » n’est pas connu
    .help = répondez d’abord à la question qui le donne
    .setting = donnez le réglage « { $name } » dans le fichier de réglages de l’organisation
    .step = réglez d’abord l’étape « { $step } » ({ $path }), qui le demande
    .empty = l’étape « { $step } » a été réglée sans cette réponse ; donnez-la maintenant : pasapas correct DOSSIER --set { $name }=…
    .input = c’est une donnée de départ laissée vide ; donnez-la maintenant : pasapas correct DOSSIER --set { $name }=…
mail-not-yet-because = le courriel ne peut pas être écrit : { $why }
    .help = un calcul de ce courriel ne se fait pas avec ces réponses : corrigez la réponse, ou envoyez-le par un autre moyen
mail-address = un destinataire n’a pas d’adresse électronique utilisable ({ $address })
mail-settings = des réglages manquent pour ce courriel : { $settings }
    .help = donnez ce qui manque ; sinon, envoyez-le par un autre moyen et dites qu’il est parti
mail-left = le courriel { $mail } est déjà parti, le { $when } ({ $by })
mail-withdrawn = le courriel { $mail } a été repris : son étape n’est plus ouverte

### Pourquoi une étape en est là

why-open = elle est ouverte, et attend : { $role }
why-early = elle ne se règle pas avant le { $until }
why-done = elle est faite, par { $by }
why-waived = elle a été écartée : { $reason }
why-passed = elle a été passée, parce que sa condition est fausse : { $condition }
why-cut-stop = elle est sans objet, parce que « { $step } » a tout arrêté ici
why-cut-dropped = elle est sans objet, parce que cet élément a été retiré de la liste
why-cut-waived = elle est sans objet, parce que l’ensemble a été écarté
why-cut-enough = elle est sans objet, parce qu’il y en avait assez
why-standby = elle est sans objet, parce que tout le reste est fini et que l’événement n’est pas venu
why-left-out = elle est sans objet : aucun chemin n’y a mené
why-left-out-all = elle est sans objet : il fallait que tous les chemins y mènent
why-not-chosen = « { $step } » n’y a pas mené (étape { $state }) ; réponse choisie : { $choice }
why-scope = elle est à l’intérieur de « { $step } », qui n’est pas encore ouverte
why-waits-open = elle attend « { $step } » ({ $path }), qui est ouverte et attend : { $role }
why-waits-ahead = elle attend « { $step } » ({ $path }), qui est encore à venir ; qui la fera : { $role }

### Réponses, en mots

yes = oui
no = non
file-seen = vu
secret-noted = noté
secret-noted-where = noté : { $place }

### Les fichiers, les réglages, les procédures et les dossiers

file-unreadable = le fichier « { $file } » ne peut pas être lu : { $reason }
file-unwritable = le fichier « { $file } » ne peut pas être écrit : { $reason }
file-exists = « { $file } » existe déjà : rien n’y a été écrit
file-unreadable-kind = « { $file } » n’est pas un fichier ordinaire
settings-yaml = le fichier de réglages « { $file } », ligne { $line }, ne se lit pas : { $reason }
settings-at = « { $file } », ligne { $line }, « { $part } » : { $why }
settings-at-all = « { $file } » : { $why }
settings-root = un fichier de réglages est fait de clés : { $keys }
settings-organisation = il faut un nom, ou « name », et s’il y a lieu « address » et « place », avec leurs textes
settings-holidays = il faut un de ces mots : { $words }
settings-map = il faut des clés, chacune avec sa valeur
settings-unknown = cette clé n’a pas sa place dans un fichier de réglages
settings-team = il faut une personne : un nom, ou « name », et s’il y a lieu « email », « phone » et « roles »
settings-missing = il manque un réglage : { $field }
procedure-not-found = aucune procédure ne s’appelle « { $name } »
    .here = le fichier est ici même, et se nomme par son chemin : { $file }
run-not-found = aucun dossier ne s’appelle « { $run } »
    .help = regardez la liste des dossiers ; le début du numéro suffit, et « @last » est le dernier modifié
run-none = il n’y a encore aucun dossier dans cette base
    .help = « pasapas start » en commence un ; « pasapas doctor » dit quelle base est lue
run-several = plusieurs dossiers commencent par « { $run } »
    .help = donnez un signe de plus ; les premières sont : { $runs }
item-not-found = la liste « { $list } » n’a pas d’élément « { $item } », ou elle en a plusieurs de ce nom

### La base

store-busy = une autre tâche tient la base depuis trop longtemps : rien n’a été enregistré
    .help = attendez un peu, et recommencez
store-conflict = quelqu’un d’autre a été plus rapide : rien de ce que vous venez de faire n’a été enregistré
    .help = relisez où en est le dossier, et recommencez s’il le faut
store-newer = la base a été écrite par une version plus récente du programme (forme { $found }, celui-ci connaît la forme { $known })
    .help = installez ici aussi la version récente
store-full = le disque est plein : rien n’a été enregistré
store-io = la base ne peut être ni lue ni écrite ({ $reason }) : rien n’a été enregistré
store-damaged = ce qui est gardé dans la base ne se comprend plus ({ $reason }) : rien n’y a été ajouté
store-edition = le texte de la procédure que suit ce dossier n’est plus dans la base, ou il a été changé ({ $hash })
store-missing = il n’y a pas de base à « { $path } »
store-is-folder = « { $path } » est un répertoire : il faut un fichier
store-no-file = « { $path } » n’est pas un fichier ordinaire : la base ne peut pas s’y trouver
store-link-broken = « { $path } » est un lien qui ne mène nulle part
store-not-database = « { $path } » n’est pas une base de données
store-not-ours = « { $path } » n’est pas une base de ce programme : rien n’y a été écrit
store-file-system = le disque où se trouve « { $path } » ne convient pas à une base : choisissez un disque de ce poste, non un disque du réseau
store-denied = vous n’avez pas le droit d’ouvrir la base « { $path } »
store-read-only = la base « { $path } » ne peut qu’être lue : le fichier ou son répertoire refuse d’être écrit
store-open-to-others = la base « { $path } » peut être lue par d’autres que vous : retirez-leur ce droit
store-unreachable = la base « { $path } » est hors d’atteinte : { $reason }

### La clé des données personnelles

store-key-missing = la clé des données personnelles n’est pas à sa place : { $path }
store-key-open = la clé des données personnelles peut être lue par d’autres que vous : { $path }
store-key-form = ce fichier n’est pas une clé : { $path }
store-key-failed = la clé des données personnelles ne peut être ni lue ni créée : { $path } ({ $reason })
store-key-wrong = la clé « { $key } » n’est pas celle de la base « { $path } »

### Ce qui ne se comprend plus dans la base

damaged-file = le fichier est abîmé
damaged-record = l’enregistrement { $number } du dossier « { $run } » ne se lit pas
damaged-record-missing = l’enregistrement { $number } du dossier « { $run } » manque
damaged-count = le dossier « { $run } » devrait compter { $count } enregistrements, et en a { $found }
damaged-link = l’enregistrement { $number } du dossier « { $run } » a été changé
damaged-reference = ce qui est gardé se rapporte à ce qui n’y est plus
damaged-head = la base ne connaît plus la tête de sa chaîne
damaged-edition = le texte de procédure « { $hash } » a été changé
damaged-moment = « { $text } » n’est pas un moment
damaged-value-type = une valeur n’est pas de la sorte attendue
damaged-key = la base ne connaît pas sa clé
damaged-key-of-run = la clé du dossier « { $run } » ne s’ouvre pas
damaged-key-of-file = la clé du fichier « { $sha256 } » ne s’ouvre pas
damaged-sealed = la donnée personnelle { $n } de l’enregistrement { $number } ne s’ouvre pas (« { $of } »)
damaged-reserved = « { $name } » y figure à une place qui n’est pas la sienne
damaged-other = une demande que la base refuse (détail, tel qu’elle le donne : { $detail })

### Un texte ou un calcul qui ne se fait pas

template-undefined = « { $name } » n’a pas encore de valeur
template-undefined-some = une des valeurs dont il se sert manque encore
template-impossible = le calcul « { $found } » ne va pas avec ces réponses
template-unknown = « { $found } » se sert d’un calcul qui n’existe pas
template-costly = le texte serait trop long, ou demanderait trop de calculs
template-too-long = un des textes assemblés serait trop long
template-not-date = il faut une date là où il y a une autre sorte de réponse
template-not-time = il faut une heure là où il y a une autre sorte de réponse
template-not-duration = il faut une durée, comme « 3 working days »

### Ce que répond le système

io-not-found = il n’existe pas
io-denied = vous n’en avez pas le droit
io-exists = il existe déjà
io-not-folder = une partie de son chemin n’est pas un répertoire
io-is-folder = c’est un répertoire, et il faut un fichier
io-read-only = le disque ne peut qu’être lu
io-full = le disque est plein
io-too-large = c’est trop grand
io-name = ce nom de fichier n’est pas possible ici
io-busy = un autre programme s’en sert
io-interrupted = la lecture a été interrompue
io-not-text = ce n’est pas du texte
io-cut = le fichier s’arrête trop tôt
io-pipe = le programme qui devait le recevoir s’est arrêté
io-memory = il n’y a pas assez de mémoire
io-timeout = la réponse n’est pas venue à temps
io-device = le disque signale une erreur
io-loop = trop de liens renvoient de l’un à l’autre
io-other = le système refuse (détail, tel qu’il le donne : { $detail })

evidence-unreadable = un fichier à garder ne se lit plus : { $reason } ; rien n’a été enregistré
evidence-changed = un fichier à garder a changé pendant qu’il était lu ; rien n’a été enregistré
    .help = recommencez quand plus personne n’y écrit
damaged-evidence = le fichier { $sha256 } n’est plus tel qu’il a été gardé
export-large = les fichiers de ce dossier dépassent { $limit } Mo : c’est trop pour un texte
    .help = nommez le fichier en « .zip » : -o dossier.zip
parcel-files-larger = ses fichiers sont plus grands qu’il ne le dit

file-family = { $family ->
    [pdf] un PDF
    [image] une image
    [document] un document de traitement de texte
    [spreadsheet] une feuille de calcul
    [presentation] une présentation
    [email] un courriel enregistré
    [text] un texte
    [archive] une archive
    [audio] un son
   *[video] une vidéo
}
file-or = { $a } ou { $b }
file-form = { $form ->
    [pdf] un PDF
    [png] une image PNG
    [jpeg] une image JPEG
    [gif] une image GIF
    [webp] une image WebP
    [tiff] une image TIFF
    [heif] une image HEIF
    [bmp] une image BMP
    [docx] un document Word (DOCX)
    [odt] un document texte (ODT)
    [rtf] un document RTF
    [xlsx] un classeur Excel (XLSX)
    [ods] un classeur (ODS)
    [pptx] une présentation PowerPoint (PPTX)
    [odp] une présentation (ODP)
    [office] un fichier Office d’avant 2007
    [text] un texte
    [zip] une archive ZIP
    [seven-zip] une archive 7z
    [gzip] une archive gzip
    [rar] une archive RAR
    [audio] un son
    [video] une vidéo
    [program] un programme
    [empty] un fichier vide
   *[unknown] quelque chose que ce programme ne connaît pas
}
size = { $amount } { $unit ->
    [KB] Ko
    [MB] Mo
   *[GB] Go
}
answer-form-file-ending = « { $name } » est { $form }, quoi que dise sa fin « .{ $ending } »
answer-form-file-accept = « { $name } » est { $form } ; il faut { $wanted }
answer-form-file-size = « { $name } » fait { $size } : { $most } au plus
