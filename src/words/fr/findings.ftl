# Ce que « check » dit d'une procédure. Une phrase par constat, sans point final ; « .help » dit quoi faire.

### Aides communes

did-you-mean = vouliez-vous dire « { $name } » ?

what-role = un rôle
what-source = une source
what-list = une liste
what-field = une question de cette liste
what-step = une étape que l’on peut nommer ici
what-holder = une étape qui contient celle-ci
what-document = un document
what-contact = un contact
what-email = un courriel
what-setting = un réglage
what-secret = un secret noté avant cette étape
what-attachment = un document ni d’un fichier demandé
what-moment = une date demandée ni d’une étape

### Ce que fait « --fix »

fix-replace = remplacer « { $typed } » par « { $name } »
fix-spaces = mettre des espaces ordinaires
fix-colon = ajouter le deux-points
fix-quote = mettre le texte entre guillemets droits
fix-insert = ajouter la ligne « { $line } »
fix-remove = retirer « { $key } »

### Le fichier : YAML

yaml-limit-size = le fichier dépasse { $limit } Mo
yaml-limit-depth = les clés et les listes sont emboîtées sur plus de { $limit } niveaux
yaml-limit-nodes = le fichier compte plus de { $limit } clés et valeurs
yaml-limit-findings = plus de { $limit } erreurs : seules les premières sont montrées
yaml-encoding = le fichier n’est pas en UTF-8 : l’octet { $byte }, à la ligne { $line }, ne s’y lit pas
    .help = dans votre éditeur, choisissez « Enregistrer avec l’encodage », puis « UTF-8 »
yaml-encoding-wide = le fichier est en UTF-16 (deux octets par lettre), et non en UTF-8
yaml-encoding-cut = le fichier s’arrête au milieu d’un caractère, à la ligne { $line } : il est incomplet, ou n’est pas en UTF-8
yaml-char = le caractère { $char } ne se voit pas, ou change le sens de la lecture : retirez-le
yaml-char-return = un retour chariot seul termine ici la ligne : seuls un saut de ligne, ou les deux, le font
    .help = enregistrez le fichier avec des fins de ligne « LF » ou « CRLF »
yaml-syntax = à partir d’ici, le fichier ne se lit plus comme du YAML
    .help = vérifiez l’alignement de la ligne avec ses voisines, les deux-points après la clé, et les tirets des listes
yaml-syntax-tab = une tabulation sert ici à aligner la ligne : YAML ne l’accepte pas
    .help = remplacez-la par des espaces, deux par niveau
yaml-syntax-quote = des guillemets sont ouverts et jamais refermés
    .help = refermez-les à la fin de la phrase ; une apostrophe droite au milieu d’un texte les ouvre ou les ferme aussi
yaml-syntax-bracket = un crochet ou une accolade est ouvert et jamais refermé
    .help = refermez-le, ou écrivez la liste sur plusieurs lignes, un tiret par ligne
yaml-syntax-space = une espace insécable sert ici à aligner la ligne : YAML ne la prend pas pour une espace
    .help = remplacez-la par des espaces ordinaires
yaml-syntax-inner = les guillemets de ce texte se referment avant sa fin
    .help = mettez le texte entre guillemets droits doubles, "…" : une apostrophe n’y ferme rien
yaml-syntax-colon = il manque un deux-points après « { $key } »
    .help = écrivez « { $key }: », puis la valeur
yaml-syntax-level = cette ligne n’est à la hauteur d’aucune de celles qui la précèdent
    .help = les clés d’un même groupe commencent à la même colonne
yaml-syntax-dash = cette ligne commence par un tiret, et une autre du même groupe n’en a pas
    .help = un tiret devant chaque ligne fait une liste ; sans tirets, ce sont des clés
    .other = sans tiret
yaml-sentence = YAML coupe cette phrase en morceaux, à cause d’un deux-points, d’une virgule ou de son premier signe
    .help = mettez la phrase entière entre guillemets droits : "…"
yaml-shape-empty = le fichier ne contient aucune procédure
    .help = partez d’un modèle : pasapas new ma-procedure
yaml-shape-documents = une seconde procédure commence ici, après une ligne « --- » : un fichier n’en contient qu’une
yaml-shape-key = le nom d’une clé est un texte simple, ni une liste ni un groupe de clés
yaml-duplicate-key = la clé « { $key } » est écrite deux fois au même endroit
    .first = la première fois ici
yaml-feature-anchor = une ancre (« & ») n’est pas admise : chaque texte s’écrit là où il se lit
yaml-feature-alias = un renvoi (« * ») n’est pas admis : recopiez ce qu’il désigne, ou mettez entre guillemets un texte qui commence par « * »
yaml-feature-tag = une étiquette (« ! ») n’est pas admise : mettez entre guillemets un texte qui commence par « ! »
yaml-feature-directive = une directive (« % ») n’est pas admise : le fichier commence par la procédure elle-même
yaml-feature-merge = la fusion (« << ») n’est pas admise : recopiez les clés qu’elle apporte

### La forme des valeurs

key-unknown = la clé « { $key } » n’existe pas ici
    .elsewhere = « { $key } » se met ailleurs : dans { $objects }
    .many = aucune clé d’ici ne lui ressemble ; « pasapas schema » les dit toutes
    .help = clés encore possibles ici : { $keys }
key-level = la clé « { $key } » n’est pas au bon niveau : elle appartient à « { $owner } »
    .less = mettez-la moins en retrait
    .more = mettez-la plus en retrait
    .beside = à la hauteur de cette clé
key-level-head = la clé « { $key } » n’est pas au bon niveau : elle appartient à la tête du fichier
key-missing = il manque la clé « { $key } »
    .help = ajoutez une ligne comme « { $line } »
key-missing-role = rien ne dit qui fait cette étape
    .help = ajoutez « role » à l’étape, ou une fois pour toutes en tête de la procédure
value-form = ici, il faut { $expected }
value-form-empty = cette clé n’a pas de valeur
value-form-dash = ce tiret n’est pas à la hauteur de celui d’au-dessus : il est lu comme la suite du texte
    .help = alignez les tirets d’une même liste
value-form-space = mettez une espace après chaque tiret
value-form-letter = « { $letter } » ({ $char }) n’est pas la lettre à laquelle on la prendrait : retapez le mot à la main
value-form-example = cela s’écrit par exemple « { $example } »
value-form-like = cela s’écrit « { $line } »
value-form-one = un seul nom peut être écrit ici, sans crochets : une étape a un rôle, une attente vient d’un côté
value-form-channel = un secret se remet de vive voix, par téléphone, par SMS ou en main propre, jamais par courriel
value-quote = « { $value } » est lu comme un nombre, ou comme vrai ou faux, alors qu’il faut un texte
    .help = écrivez-le entre guillemets droits : "{ $value }"
form-name = un nom en minuscules sans accent, avec des chiffres et des soulignés, de 64 lettres au plus, comme « envoi_cgu »
form-path = le nom d’une étape, ou son chemin avec des points, comme « chacun.remise »
form-id = un nom en minuscules sans accent, avec des chiffres et des traits d’union, comme « commande-certificats »
form-version = un numéro de version en trois parties, comme « 1.0.0 »
form-date = une date écrite année-mois-jour, comme « 2026-11-22 »
form-language = un code de langue, comme « fr » ou « en-GB »
form-duration = une durée, comme « 3 working days » (minutes, hours, days, weeks, months, years, working days, clear days)
form-moment = un délai, comme « 3 working days », « 48 hours after date_appel » ou « 1 month before jour_j »
form-other = une autre valeur
form-size = une taille, comme « 10 MB » (KB, MB, GB)
form-instant = un jour, avec ou sans heure, comme « 2026-03-02 » ou « 2026-03-02T09:00 »
form-line = un texte sur une seule ligne
form-filled = autre chose que du vide
form-minimum = un nombre au moins égal à { $limit }
form-maximum = un nombre au plus égal à { $limit }
form-among = l’un de ces mots : { $words }
form-type = { $types ->
    [string] un texte
    [boolean] « true » ou « false »
    [integer] un nombre entier
    [number] un nombre
    [array] une liste
    [object] un groupe de clés, une par ligne, en retrait
    [array-object] un groupe de clés, ou une liste de tels groupes
    [array-string] un texte, ou une liste de textes
    [array-object-string] un texte, un groupe de clés, ou une liste
    [boolean-string] « true », « false » ou un nom
    [boolean-number-string] une expression
    [number-string] un nombre ou un texte
    [object-string] un texte ou un groupe de clés
   *[other] une valeur d’une autre sorte ({ $types })
}

### La tête du fichier

procedure-id = la procédure s’appelle « { $id } », mais son fichier s’appelle « { $file } »
    .help = écrivez « id: { $file } », ou renommez le fichier
procedure-id-language = « pasapas » vaut 1 : c’est la seule version du langage que ce programme connaît

### Les étapes

step-exit-none = rien ne dit ce qui vient ensuite : il manque une sortie ({ $exits })
    .help = ajoutez par exemple « next: etape_suivante », ou « end: success » si le chemin s’arrête ici
step-exit-several = plusieurs sorties sont écrites, et une seule est possible ({ $exits })
    .other = une autre sortie est ici
step-verb-several = une étape ne fait qu’une chose, et celle-ci en fait plusieurs : { $verbs }
step-verb-needs = « { $key } » n’a de sens qu’à côté de « { $owner } »
step-verb-each = « { $key } » parcourt une liste, mais « start » et « steps » ne disent pas quelles étapes suivre pour chaque élément
step-verb-chunk = « { $key } » et « chunk » s’excluent : on avance un par un, ou par groupes
step-verb-standby = « { $key } » et « join: first » s’excluent : rien ne mène à une étape en attente d’un événement
step-verb-ask = un groupe, une boucle ou un appel ne pose pas de question lui-même
    .help = déplacez « ask » vers une de ses étapes, ou vers une étape d’avant
step-unknown = « { $name } » n’est pas le nom d’{ $what }

### Les noms

name-unknown = « { $name } » n’est pas le nom d’{ $what }
    .known = noms possibles : { $names }
    .none = il n’y a rien de tel à nommer ici
    .recipient = un destinataire est un rôle, une adresse électronique, ou une expression entre doubles accolades
name-twice = « { $name } » désigne déjà autre chose
    .first = déjà ici
    .help = donnez un autre nom à l’une des deux : une étape, une question ou un élément de liste ne désignent jamais deux choses
name-twice-reserved = « { $name } » est un mot du langage : donnez un autre nom
field-twice = « { $name } » est demandé deux fois sur un même chemin, { $when }
    .help = ne le demandez qu’une fois, ou donnez un autre nom à l’une des deux questions
field-twice-kind = « { $name } » est demandé à deux endroits, avec deux types différents

### Les questions

field-form-needs = ce type de question a besoin de « { $key } »
field-form-bounds = « max » est plus petit que « min » : aucune réponse ne convient
field-form-never = aucune réponse ne peut atteindre cette limite
field-form-date = cette date n’existe pas
field-form-pattern = « pattern » ne se lit pas comme une expression régulière, ou elle est trop grande
field-form-patterns = la procédure a plus de { $limit } expressions régulières différentes
field-form-seen = ce fichier est vu et n’est pas gardé : rien ne regarde « { $key } »
field-form-key = « { $key } » n’a pas de sens pour une question de type « { $kind } »
field-form-default = la valeur proposée par « default » serait refusée : { $reason }

### Le graphe

graph-cycle = ces étapes s’attendent en rond, et aucune ne peut s’ouvrir : { $path }
    .help = pour refaire une étape, écrivez « back: etape » ; sinon, retirez un des chemins ci-dessous
    .next = « { $from } » mène à « { $to } »
    .after = « { $to } » attend « { $from } »
    .until = « { $to } » reste ouverte jusqu’à « { $from } »
graph-unreachable = aucun chemin ne mène à « { $step } »
    .help = nommez-la dans le « next » d’une autre étape ou dans « start », ou supprimez-la
graph-start = « { $step } » est une étape de départ, mais une autre y mène
    .help = retirez-la de « start », ou retirez le chemin qui y mène
graph-after = cette attente peut ne jamais finir : « { $step } » dépend de « { $standby } », qui n’arrivera peut-être pas, et « { $standby } » n’est sans objet qu’une fois « { $holder } » réglée
    .help = attendez l’événement dans le même groupe que lui, ou faites de la suite un chemin depuis cet événement
    .there = ceci n’arrivera peut-être pas
graph-standby = « { $step } » attend un événement qui ne viendra peut-être pas : elle se nomme dans « start », et aucun chemin n’y mène
    .help = écrivez par exemple « start: [ …, { $step } ] », et ôtez les chemins qui y mènent
graph-no-end = { $count ->
    [one] depuis « { $step } », aucun chemin n’arrive à une fin
   *[other] depuis « { $step } », aucun chemin n’arrive à une fin ({ $count } étapes sont dans ce cas)
}
    .help = écrivez « end: success » (ou « failure », ou « neutral ») là où le chemin s’arrête
graph-back = on peut arriver à « { $step } » sans être passé par « { $target } » : { $path }
    .help = ne revenez qu’à l’étape même, ou à une étape par laquelle tous les chemins passent
graph-undecided = ici, personne ne décide
    .help = demandez-le à une personne, par « choose » dans une étape sans « if », et mettez là l’arrêt ou le retour
graph-undecided-verb = « { $word } » n’est pas permis ici : cette étape se règle d’elle-même, et seule une personne arrête ou fait reprendre
graph-undecided-many = « { $word } » n’est pas permis ici : avec « many », plusieurs réponses peuvent valoir à la fois
graph-undecided-if = « { $word } » n’est pas permis ici : quand « if » est faux, l’étape est passée et personne ne l’aurait décidé
graph-undecided-failure = quand « if » est faux, l’étape est passée et mènerait à un échec que personne n’a constaté
    .help = menez plutôt à une étape sans « if » qui dit « end: failure », ou finissez par « neutral »

### Les appels d'autres procédures

call-unknown = aucune procédure ne s’appelle « { $id } »
call-unsound = la procédure appelée, « { $id } », a elle-même des erreurs
    .help = corrigez-la d’abord : pasapas check { $id }
call-recursive = une procédure finit par s’appeler elle-même : { $path }
    .help = retirez un de ces appels ; pour recommencer une étape, il y a « back »
call-limit-deep = des procédures s’appellent l’une l’autre sur plus de { $limit } niveaux
call-limit-steps = avec cet appel, la procédure et toutes celles qu’elle appelle comptent plus de { $limit } étapes
call-limit-help = retirez cet appel, ou simplifiez ce qu’il appelle
call-form-input = « { $id } » ne demande rien du nom de « { $input } » au départ
call-form-missing = « { $id } » a besoin de « { $input } » pour commencer
    .help = ajoutez sous « with » une ligne « { $input }: » avec la valeur à donner
call-form-returns = « { $id } » ne connaît rien du nom de « { $name } », et ne peut pas le rendre

### Les choix, les chemins, les attentes, les règles

choice-form-verb = cette étape ne peut pas poser de question : seules une tâche simple et une attente le peuvent
    .help = déplacez « choose » vers une étape qui suit celle-ci
choice-form-always = toutes les réponses ont une condition : il se peut qu’aucune ne soit offerte
    .help = retirez le « if » d’une réponse, ou ajoutez-en une qui soit toujours possible
choice-form-default = l’étape peut être passée à cause de son « if », et rien ne dit quelle réponse vaut alors
    .help = écrivez « default: true » sur une réponse, et sur une seule
choice-form-forward = la seule réponse toujours offerte fait revenir en arrière : on pourrait ne jamais en sortir
choice-form-late = « late » est déjà la réponse « trop tard » de cette attente : donnez un autre nom à celle-ci
choice-form-route-last = le dernier chemin a une condition : si elle est fausse, on ne sait pas où aller
    .help = retirez son « when », ou ajoutez après lui un chemin sans condition
choice-form-route-early = ce chemin n’a pas de condition : ceux qui le suivent ne seront jamais pris
    .help = ajoutez-lui un « when », ou mettez-le en dernier
choice-form-next = toutes les étapes qui suivent ont une condition : il se peut qu’aucune ne s’ouvre
    .help = retirez le « if » de l’une d’elles, ou écrivez « route » avec un dernier chemin sans condition
field-form-outside = « outside » ne se dit que d’un réglage : de l’adresse de quelqu’un hors de l’organisation
personal-outside = ce courriel part hors de l’organisation ({ $to }) et emporte des données personnelles : { $names }
    .help = n’envoyez que ce qui est nécessaire ; si ces données le sont, acceptez-le avec « allow » et la raison
personal-unmarked = « { $field } » est une donnée personnelle, et « { $input } » de « { $procedure } », qui la reçoit, ne la garde pas comme telle
    .help = écrivez « personal: true » à cette question de la procédure appelée
rule-form-none = la règle ne dit pas ce qu’elle demande : il manque une clé ({ $exits })
    .help = ajoutez par exemple « requires: etape » : cette étape aura toujours été faite avant
rule-form-several = une règle demande une seule chose ({ $exits })
    .other = une autre demande est ici
rule-form-step = la règle nomme « { $path } », mais « { $name } » n’est pas une étape à cet endroit
rule-form-answer = la règle veut la réponse « { $name } », mais l’étape « { $step } » n’en a pas de ce nom
    .none = cette étape n’a pas de réponses : nommez l’étape seule
wait-form-late = « late » dit ce qui suit un délai dépassé, mais cette attente n’a pas de délai
    .help = ajoutez le délai, par exemple « within: 10 working days »
wait-form-every = plusieurs rappels sont prévus, mais rien ne dit tous les combien : ajoutez « every »

### Les textes et les expressions

template-syntax = cette expression ne se lit pas : { $why }
    .help = vérifiez que chaque accolade, parenthèse et guillemet est refermé ; un nom s’écrit comme dans « ask »
template-syntax-statement = ceci n’est pas offert dans les textes : { $word }
    .help = un texte connaît « if » et « for » ; « * » ne multiplie que des nombres
template-why-end = elle s’arrête trop tôt : une accolade, une parenthèse ou un « if » reste ouvert
template-why-quote = des guillemets sont ouverts et jamais refermés
template-why-comment = un commentaire est ouvert et jamais refermé
template-why-escape = après une barre oblique inverse, ce signe n’a pas de sens
template-why-number = ce nombre ne se lit pas
template-why-arguments = il y a trop de valeurs entre les parenthèses
template-why-reserved = « { $found } » est un mot du langage, et ne peut pas servir de nom
template-why-equals = « = » ne compare pas ; pour comparer, écrivez « == »
template-why-before = il manque quelque chose avant « { $found } »
template-why-expected = « { $found } » vient trop tôt : il faut d’abord « { $expected } »
template-why-found = « { $found } » n’a pas sa place ici
template-why-other = les signes ne forment pas une expression
template-syntax-number = « * » multiplie des nombres, et rien ne dit que « { $name } » en est un
    .help = posez la question avec le type « integer » ou « decimal », ou écrivez « { $name } | int »
template-filter = aucun filtre, test ou calcul ne s’appelle « { $name } »
    .help = parmi les filtres : date, short_date, time, phone, identifier, enumerate, number, plus, minus, days_until, length, join, default
template-variable = « { $name } » n’existe pas ici
    .help = une valeur vient d’une question posée avant, de « inputs », de « settings » ou de « computed »
template-variable-part = « { $of } » n’a rien du nom de « { $name } »
template-variable-own = « { $name } » n’est demandé qu’à cette étape, et ce texte se lit avant que l’on ait répondu
    .help = demandez-le dans une étape d’avant, ou dites-le dans une étape d’après
template-limit = ce texte est trop long, ou trop emboîté (limite : { $limit })
    .help = partagez-le en plusieurs textes, ou calculez une partie dans « computed »
template-limit-computed = cette valeur se calcule à partir d’une autre, et ainsi de suite sur plus de { $limit } niveaux
    .help = réunissez plusieurs de ces calculs en un seul
template-secret = « { $name } » est un secret : il ne figure dans aucun texte, courriel ou calcul
    .help = retirez-le ; pour le transmettre, écrivez une étape « handover »
computed-cycle = ces valeurs se calculent l’une à partir de l’autre, en rond : { $path }
    .help = partez d’une question, d’une entrée ou d’un réglage

### Avertissements

unused = « { $name } » est { $what } dont rien ne se sert
    .help = servez-vous-en, ou supprimez-le
title-twice = deux étapes ont le même titre : sur une liste imprimée, on ne les distingue pas
wait-endless = rien ne rappelle l’attente « { $step } » : elle peut durer sans que personne le remarque
    .help = ajoutez « within » (un délai), « remind » (des rappels) ou « due » (une échéance)
allow-unused = « { $code } » est accepté ici, mais rien de tel n’y est signalé : retirez cette ligne
allow-unused-unknown = « { $code } » n’est pas un avertissement que l’on puisse accepter

template-filter-method = un filtre ne s’appelle pas comme une fonction : « { $name } »
    .help = écrivez-le derrière une barre : valeur | { $name }
template-variable-part-plain = c’est une valeur simple : elle n’a pas de parties
template-optional = « { $name } » peut manquer ici : la question est facultative, ou n’est pas toujours posée
    .help = écrivez « {"{"}% if { $name } is defined %{"}"} … {"{"}% endif %{"}"} » autour, ou « { $name } | default(’…’) »
template-type-key = « { $key } » n’est pas une des réponses possibles
template-type-compare = on compare ici { $a } et { $b } : ce n’est jamais égal
    .help = un nombre s’écrit sans guillemets, un texte avec ; le choix d’une personne se compare à sa clé
template-type-order = { $of } n’est ni avant ni après autre chose
    .help = comparez avec == ou !=, ou comparez le nombre d’éléments : … | length
template-type-moment = « { $text } » n’est pas une date
    .help = une date s’écrit ’2026-12-01’, une heure ’09:30’, les deux ’2026-12-01T09:30’
template-type-chain = cette double comparaison lit un texte comme autre chose qu’un texte
    .help = écrivez deux comparaisons : a <= b and b <= c
template-type-reckon = « { $sign } » ne calcule pas avec { $of }
    .help = pour joindre des textes, écrivez ~ ; pour compter les éléments d’une liste, … | length
    .dates = à une date on ajoute une durée : date + "30 days", date | plus("3 working days") ; entre deux dates : debut | days_until(fin)
template-type-duration = « { $text } » n’est pas une durée
    .help = une durée s’écrit "3 days" ; unités : minutes, hours, days, weeks, months, years, working days, clear days
template-type-hours = une date sans heure n’a ni heures ni minutes
    .help = demandez un champ « datetime », ou comptez en jours
template-type-count = le filtre « { $filter } » prend { $count ->
        [0] aucune valeur
        [one] une valeur
       *[other] { $count } valeurs
    } entre parenthèses
    .help = voyez les filtres et leurs exemples dans la page du langage
template-type-count-between = le filtre « { $filter } » prend de { $least } à { $most } valeurs entre parenthèses
template-type-named = le filtre « { $filter } » ne connaît pas « { $name } »
template-type-input = le filtre « { $filter } » ne prend pas { $of }
    .help = voyez les filtres et leurs exemples dans la page du langage
template-type-list = il faut une liste ici, et c’est { $of }
    .help = une liste vient d’une question de type « list » ou « options », d’un calcul, ou s’écrit [’a’, ’b’]
template-type-condition = une condition est vraie ou fausse, et c’est { $of }
    .help = comparez avec quelque chose : … == ’…’, … > 0, … is defined
    .list = comptez : … | length > 0
template-type-whole = cette valeur a plusieurs parties et ne s’écrit pas d’un bloc
type-any = une valeur
type-text = un texte
type-number = un nombre
type-boolean = oui ou non
type-day = une date
type-time = une heure
type-instant = une date avec une heure
type-days = un nombre de jours
type-option = le choix d’une personne
type-secret = un secret
type-list = une liste
type-parts = une valeur à plusieurs parties
rule-form-item = « { $name } » n’a pas d’éléments
    .help = les crochets nomment un élément d’un « each » : each[cle].etape
template-no-hours = une date sans heure n’a ni heures ni minutes
template-date-plus = à une date s’ajoute une durée, comme "3 days"
template-date-minus = d’une date se retire une durée, comme "3 days", ou une autre date
template-whole = une valeur à plusieurs parties ne s’écrit pas d’un bloc : nommez la partie
