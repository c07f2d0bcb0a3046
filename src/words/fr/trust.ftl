### Ce qui n’est plus tel qu’il a été enregistré

flaw-in-record = dossier { $run }, enregistrement { $number } : { $what }
flaw-in-run = dossier { $run } : { $what }
flaw-at-place = base, place { $place } : { $what }
flaw-edited = il a été changé
flaw-missing = il a été supprimé
flaw-swapped = il a été échangé avec le numéro { $with }
flaw-inserted = il a été ajouté après coup
flaw-cut = la fin a été coupée à partir d’ici
flaw-rules = il suit des règles que ce programme ne connaît pas
flaw-unknown = il contient un événement que ce programme ne connaît pas
flaw-value = la donnée personnelle { $n } a été changée ou ne s’ouvre pas
flaw-value-gone = la donnée personnelle { $n } manque, et personne ne l’a effacée
flaw-value-extra = la donnée personnelle { $n } a été ajoutée après coup
flaw-key = la clé de ses données personnelles ne s’ouvre pas
flaw-summary = ce que montrent les listes ne correspond pas à ses enregistrements ({ $field })
flaw-edition = le texte de procédure { $hash } manque ou a été changé
flaw-file = le fichier { $sha256 } manque ou a été changé
flaw-file-extra = le fichier { $sha256 } a été ajouté après coup
flaw-head = la tête de la chaîne ne correspond pas aux enregistrements, ou elle a été faite sans la clé
flaw-behind = la tête gardée ailleurs va plus loin que la base, qui s’arrête à la place { $place } : la fin a été coupée, ou c’est une copie plus ancienne
flaw-otherwise = la tête gardée ailleurs dit autre chose : l’histoire a été réécrite
flaw-database = le fichier de la base est abîmé (détail, tel qu’il le donne : { $detail })

### verify

verify-holds = { $runs ->
    [one] Tout tient : 1 dossier, enregistrements : { $records }. Tête : { $head }
   *[other] Tout tient : { $runs } dossiers, enregistrements : { $records }. Tête : { $head }
}
verify-holds-run = { $records ->
    [one] Tout tient : 1 enregistrement.
   *[other] Tout tient : { $records } enregistrements.
}
verify-fails = { $count ->
    [one] Une chose n’est plus telle qu’elle a été enregistrée. Rien n’a été réparé.
   *[other] { $count } choses ne sont plus telles qu’elles ont été enregistrées. Rien n’a été réparé.
}
verify-anchor = « { $anchor } » n’est ni une tête de chaîne (« 42:9f86… »), ni un fichier qui en contient une par ligne

### export et import

parcel-form = ce n’est pas un dossier exporté
parcel-newer = ce dossier a été exporté par une version plus récente du programme (forme { $found }, celui-ci connaît la forme { $known })
export-flawed = ce dossier n’est plus tel qu’il a été enregistré : il ne s’exporte pas
export-personal = Ce fichier contient des données personnelles en clair : il n’est lisible que par vous, et c’est à vous de le protéger.
export-bare = Ce fichier ne contient aucune donnée personnelle : à leur place, des empreintes qui ne disent rien d’elles.
import-flawed = ce dossier n’est pas tel qu’il a été enregistré : rien n’a été repris
import-otherwise = le dossier « { $run } » est déjà ici, avec une autre histoire (enregistrements ici : { $here }, dans le fichier : { $there }) : rien n’a été repris
    .help = un dossier ne continue qu’à un seul endroit ; comparez les deux par « pasapas log » et choisissez
import-id = « { $run } » n’est pas un numéro de dossier
import-bare = ce dossier est en cours, et ses données personnelles n’y sont pas : il ne pourrait pas continuer ici
    .help = exportez-le avec --personal
import-now = { $count ->
    [one] Dossier repris : 1 enregistrement.
   *[other] Dossier repris : { $count } enregistrements.
}
import-already = Tout cela est déjà ici : rien n’a changé.
import-paused = Aucun courriel n’en partira de lui-même avant : pasapas resume { $run }
mail-paused = ce dossier vient d’une autre base : un courriel a pu en partir là-bas, et aucun ne part d’ici de lui-même
    .help = si c’est bien ici qu’il continue : pasapas resume { $run }
resume-done = Les courriels de ce dossier peuvent de nouveau partir.
resume-nothing = Les courriels de ce dossier ne sont pas retenus.

### erase

erase-open = ce dossier est en cours : les étapes à venir ont besoin de ses données
    .help = menez-le à son terme, ou abandonnez-le (« pasapas cancel »)
erase-nothing = il n’y a rien à effacer : tout l’a déjà été, ou il n’y a jamais eu de donnée personnelle
erase-would = { $count ->
    [one] Une donnée personnelle serait effacée.
   *[other] { $count } données personnelles seraient effacées.
}
erase-done = { $count ->
    [one] Une donnée personnelle est effacée, et sa clé détruite.
   *[other] { $count } données personnelles sont effacées, et leur clé détruite.
}
erase-mails = { $count ->
    [one] Un courriel est déjà parti ; celui qui l’a reçu l’a toujours :
   *[other] { $count } courriels sont déjà partis ; ceux qui les ont reçus les ont toujours :
}
erase-mail = courriel { $mail }, le { $when }, à { $to }
erase-unswept = un autre programme lit la base : des octets chiffrés, dont la clé est détruite, restent dans son journal jusqu’à la prochaine écriture
erase-copies = ces copies, faites avant un changement de forme, contiennent encore ce qui vient d’être effacé ; supprimez-les : { $files }
erase-elsewhere = Les sauvegardes et les fichiers exportés gardent ce qu’ils contenaient.
export-person = Ce fichier contient tout ce que le dossier sait de cette personne, en clair : il est pour elle.
export-person-note = Aucun mot de passe ni autre secret n’est jamais gardé : ils ne peuvent donc pas y figurer. Ce qui parle aussi d’autres personnes est nommé, et non copié.
export-proof = Ce fichier prouve ce que le dossier sait de cette personne ({ $files ->
        [0] aucune pièce
        [one] une pièce
       *[other] { $files } pièces
    }), en clair : « pasapas verify » le vérifie n’importe où. { $shared ->
        [0] Personne d’autre n’y figure.
        [one] Une valeur qui parle aussi d’autres personnes est retenue.
       *[other] { $shared } valeurs qui parlent aussi d’autres personnes sont retenues.
    }
proof-readme-name = LISEZMOI.txt
proof-readme =
    Preuve de ce qui a été enregistré pour { $person }
    Procédure : { $procedure }
    Dossier : { $run }
    
    page.html     qui a fait quoi et quand, pour cette personne, et ce qui lui a été montré, à lire dans un navigateur (absente pour qui tient un rôle)
    files/        les pièces, telles qu’elles ont été données
    proof.json    tous les enregistrements du dossier, liés entre eux ; les valeurs qui parlent de cette personne ; les textes de la procédure, tels qu’ils ont été montrés
    
    « pasapas verify { $file } » dit si proof.json et files/ sont ce qui a été enregistré, sans base ni clé. page.html en est tirée ; c’est proof.json qui compte.
    Des autres personnes il n’y a que des empreintes, qui ne disent rien d’elles ; valeurs retenues parce qu’elles parlent aussi d’autres : { $shared }.
    Tête de la chaîne de la base au moment de l’écrire : { $head }
    Une tête gardée ailleurs auparavant (« pasapas verify --anchor ») montre que la base n’a pas été réécrite depuis.
import-proof = ceci est une preuve pour une personne : l’essentiel du dossier y est retenu
    .help = reprenez le dossier d’un fichier écrit par « pasapas export --personal »
person-unknown = rien dans ce dossier ne parle de « { $name } »
    .help = donnez le nom d’un élément d’une liste, ou de qui tient un rôle, comme « pasapas show » le montre
erase-due-reason = durée de conservation atteinte
erase-due-count = { $count ->
    [0] Rien n’a atteint sa durée de conservation.
    [one] Un dossier a atteint sa durée de conservation.
   *[other] { $count } dossiers ont atteint leur durée de conservation.
}
erase-due-unreadable = le dossier { $run } ne se lit pas : il n’a pas été regardé
erased = effacé
show-erased = données personnelles effacées le { $when } par { $by } ; raison : { $reason }
show-erased-some = certaines données personnelles effacées le { $when } par { $by } ; raison : { $reason }
log-erased = données personnelles effacées ; raison : { $reason }
log-erased-some = données personnelles effacées ({ $count }) ; raison : { $reason }
log-imported = dossier repris d’une autre base
log-imported-bare = dossier repris d’une autre base, sans ses données personnelles
log-resumed = les courriels peuvent de nouveau partir

### doctor

doctor-chain = tout est tel qu’il a été enregistré ; tête de la chaîne, à garder ailleurs : { $head }
doctor-store-form = elle est d’une forme plus ancienne ({ $form }) : la prochaine commande en fait une copie, puis la met à la forme présente
doctor-unreadable = { $count ->
    [one] un dossier suit un texte que ce programme ne sait plus lire : { $runs }
   *[other] { $count } dossiers suivent un texte que ce programme ne sait plus lire : { $runs }
}
doctor-paused = { $count ->
    [one] un dossier repris d’ailleurs attend « pasapas resume » pour que ses courriels partent : { $runs }
   *[other] { $count } dossiers repris d’ailleurs attendent « pasapas resume » pour que leurs courriels partent : { $runs }
}
doctor-due = { $count ->
    [one] un dossier a atteint sa durée de conservation : pasapas erase --due --dry-run
   *[other] { $count } dossiers ont atteint leur durée de conservation : pasapas erase --due --dry-run
}
doctor-flawed = rien n’a été réparé : « pasapas verify » dit tout ; laissez les fichiers tels quels, et reprenez une copie d’avant
doctor-clock = l’horloge dit { $now }, mais le dernier enregistrement est du { $last } : mettez l’horloge à l’heure avant d’enregistrer quoi que ce soit
doctor-disk = il reste { $free } Mo sur le disque de la base, il en faudrait au moins { $wanted } : faites de la place. Ce qui est enregistré reste, mais sur un disque plein plus rien ne peut l’être
doctor-network = la base est sur un système de fichiers en réseau ({ $kind }) : deux postes qui s’en servent à la fois peuvent la détruire. Mettez-la sur un disque de ce poste (--store, PASAPAS_STORE)
doctor-log = le journal à côté de la base (-wal) contient quelque chose dont personne ne s’occupe : un programme s’est arrêté net. Rien n’est perdu, la prochaine commande le reprend ; qui copie la base copie les deux fichiers
doctor-left = restes d’une copie interrompue, à supprimer : { $files }
doctor-copies = copies d’avant un changement de forme, à supprimer quand tout va bien : { $files }

### L’aide

help-verify = Vérifier que tout est resté tel qu’il a été enregistré
    .what = Un dossier, ou un fichier écrit par « export » ; sans rien, toute la base
    .head = Écrire la tête de la chaîne, à garder ailleurs
    .anchor = Comparer avec une tête gardée ailleurs, ou avec toutes celles d’un fichier
help-export = Écrire un dossier dans un seul fichier, à vérifier ou à reprendre ailleurs
    .personal = Les données personnelles et les fichiers aussi, en clair
    .person = Non le dossier, mais tout ce qu’il sait de cette personne, pour elle
    .proof = Non le dossier, mais la preuve de ce qu’il sait de cette personne, en un fichier (ZIP) qui se vérifie sans le dossier
    .output = Le fichier ; sans lui, la sortie standard
help-import = Reprendre un dossier d’un fichier écrit par « export »
    .file = Le fichier
help-resume = Laisser de nouveau partir les courriels d’un dossier repris d’ailleurs
help-erase = Effacer les données personnelles d’un dossier terminé
    .person = Seulement ce qui parle de cette personne : un élément d’une liste par son nom, ou qui tient un rôle
    .due = Tous les dossiers terminés depuis plus longtemps que ne le dit leur procédure
    .reason = La raison, sans nommer personne
    .dry-run = Dire seulement ce qui serait effacé

help-files = Lister les fichiers joints dans un dossier, et en récupérer un
    .file = Au lieu de la liste, ce fichier : son numéro, son nom, ou le début de son SHA-256
    .output = Où l’écrire : un fichier qui n’existe pas encore, ou « - » pour la sortie standard
    .personal = En JSON, avec les noms qui sont des données personnelles
    .json = Un objet par ligne, pour les programmes
files-sum = { $count ->
    [0] aucun fichier
    [one] { $count } fichier
   *[other] { $count } fichiers
}
files-replaced = remplacé depuis
kept-none = « { $file } » n’est pas un fichier de ce dossier
    .help = pasapas files DOSSIER les liste : nommez-en un par son numéro, son nom ou le début de son SHA-256
kept-several = { $count } fichiers de ce dossier s’appellent « { $file } »
    .help = nommez celui que vous voulez par son numéro : { $numbers }
shown-title = Ce qui a été montré
shown-about = Les textes tels qu’ils étaient au moment où chaque étape a été faite, et les courriels tels qu’ils sont partis. proof.json en contient les originaux.
shown-done = fait le { $when }, enregistré par { $by }
shown-left = parti le { $when }, enregistré par { $by }
shown-mail = Courriel : { $subject }
shown-step = Une étape
shown-withheld = Ce texte parle aussi d’autres personnes : il n’est pas repris ici. proof.json contient le texte de la procédure.
