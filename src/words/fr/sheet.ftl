# Les feuilles de calcul : ce qu’on y écrit, et ce qui n’y va pas quand on les lit.

### Ce qui s’écrit dans une feuille vide

sheet-part-name = nom
sheet-part-email = adresse électronique
sheet-part-phone = téléphone
sheet-example = Exemple : { $said }
sheet-yes = oui
sheet-no = non
sheet-seen = vu
sheet-noted = noté
sheet-choices = Choix
sheet-one-of = une réponse parmi : { $options }
sheet-some-of = une ou plusieurs réponses, séparées par des points-virgules : { $options }
sheet-needed = à remplir à chaque ligne
sheet-optional = peut rester vide
sheet-no-cell = aucune cellule ne peut contenir « { $title } » ({ $name }), que chaque élément de la liste doit avoir
    .help = ajoutez les éléments un par un, avec pasapas add
sheet-unwritten = la feuille ne peut pas être écrite : { $reason }
sheet-list-unknown = la procédure « { $procedure } » ne demande pas de liste « { $list } »
sheet-list-none = la procédure « { $procedure } » ne demande aucune liste
sheet-list-which = la procédure « { $procedure } » demande plusieurs listes : laquelle ?
sheet-terminal = un classeur ne s’affiche pas : donnez-lui un fichier avec -o, en .xlsx ou en .csv
sheet-split-one = --split partage une seule liste, donnée avec --sheet, et qui a une taille limite
sheet-split-note = liste partagée entre plusieurs dossiers, partie { $part } sur { $parts } ; les autres : { $runs }
sheet-list-option = « { $given } » n’a pas la forme liste=FICHIER
sheet-list-twice = la liste « { $list } » est donnée deux fois : par une feuille, et autrement

### Ce qui ne va pas dans un fichier

sheet-unusable = « { $file } » ne peut pas servir : { $reason }
sheet-size = le fichier dépasse { $limit } Mo
sheet-unpacked = une fois décompressé, le fichier dépasse { $limit } Mo
sheet-cells = la feuille contient plus de { $limit } cellules remplies
sheet-rows = la feuille a { $count } lignes remplies, et une liste n’en garde pas plus de { $limit }
sheet-damaged = ce n’est pas un classeur XLSX, ou il est abîmé ; ouvrez-le dans un tableur et enregistrez-le en .xlsx ou en .csv
sheet-old = c’est un ancien classeur .xls, ou un classeur protégé par un mot de passe ; enregistrez-le en .xlsx sans mot de passe
sheet-no-text = ce n’est ni un classeur XLSX ni un fichier CSV
sheet-empty = il n’y a rien à lire : les feuilles masquées ne sont pas lues
sheet-no-row = il n’y a que des titres de colonnes, et aucune ligne remplie
sheet-several = plusieurs feuilles conviennent ({ $sheets }) : n’en gardez qu’une, ou appelez la bonne « { $list } »
sheet-quote = un guillemet ouvert à la ligne { $row } n’est jamais fermé

### Ce qui ne va pas dans ses colonnes

sheet-columns = { $count ->
    [one] une colonne de « { $file } » ne convient pas
   *[other] { $count } colonnes de « { $file } » ne conviennent pas
}
    .help = les colonnes, dans n’importe quel ordre : { $columns } ; « pasapas sheet » écrit une feuille vide avec ces colonnes
sheet-column-near = la colonne « { $column } » n’est pas demandée ; vouliez-vous dire « { $near } » ?
sheet-column-unknown = la colonne « { $column } » n’est pas demandée ; retirez-la
sheet-column-bare = cette colonne est remplie, mais n’a pas de titre
sheet-column-twice = la colonne « { $column } » est déjà là
sheet-column-missing = il manque la colonne « { $column } »

### Ce qui ne va pas dans ses lignes

sheet-refused = { $count ->
    [one] une cellule ou une ligne de « { $file } » ne convient pas
   *[other] { $count } cellules ou lignes de « { $file } » ne conviennent pas
}
    .help = corrigez la feuille et recommencez : rien n’a été enregistré
sheet-cell = ligne { $row }, colonne « { $column } » : { $said }
sheet-row = ligne { $row } : { $said }
sheet-missing = la cellule est vide, il faut une réponse
sheet-twice = « { $value } » est déjà à la ligne { $row }
sheet-twice-there = « { $value } » est déjà dans la liste du dossier
sheet-formula = la cellule contient une formule, et rien n’est calculé ici : mettez-y sa valeur (copier, puis collage spécial, valeurs)
sheet-fault = le tableur affiche « { $fault } » à cet endroit
sheet-zeros = le nombre { $number } n’a que { $digits } chiffres sur { $wanted } : le tableur a sans doute retiré un zéro au début ; mettez la cellule au format texte, et retapez le numéro
sheet-inexact = ce nombre est trop long pour un tableur, qui en a perdu les derniers chiffres ; mettez la cellule au format texte, et retapez-le
sheet-became-date = le tableur a fait une date de ce qui a été tapé ({ $date }) ; mettez la cellule au format texte, et retapez-le
sheet-bare-date = { $number } est un nombre ; mettez la cellule au format date, ou tapez la date comme 12/03/2026
sheet-merged = les cellules { $first } à { $last } sont fusionnées : défusionnez-les
sheet-too-many = { $count ->
    [one] la ligne { $first } est de trop : la liste s’arrête à { $limit }
   *[other] les lignes { $first } à { $last } sont de trop : la liste s’arrête à { $limit }
}
    .help = ouvrez plusieurs dossiers ; pour une liste demandée au départ, « start » le fait avec --split
