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
expected-url = il faut une adresse de site qui commence par https:// ou http://
expected-option = il faut choisir une des réponses proposées
expected-options = il faut choisir parmi les réponses proposées, séparées par des virgules
expected-among = il faut l’une de ces réponses : { $options }
expected-item = il faut désigner un élément de la liste, par son numéro ou par son nom
expected-file = il faut un fichier ; s’il ne doit pas être gardé, il suffit de dire qu’il a été vu
expected-secret = il faut seulement confirmer que le secret est noté, ou dire où : jamais le secret lui-même
expected-person = il faut une personne, par exemple Claire Martin <claire.martin@example.org>
expected-record = il faut répondre à plusieurs questions à la fois, chacune par son nom
expected-list = il faut une liste, un élément après l’autre
expected-siren = il faut un numéro SIREN : neuf chiffres, dont le dernier vérifie les autres
expected-siret = il faut un numéro SIRET : quatorze chiffres, dont le dernier vérifie les autres
expected-finess = il faut un numéro FINESS : neuf caractères, des chiffres, avec A ou B en deuxième place pour la Corse
expected-rpps = il faut un numéro RPPS : onze chiffres

### Les réponses

answer-missing = il manque une réponse : { $field }
answer-unknown = rien de ce nom n’est demandé ici
answer-form-empty = la réponse est vide
answer-form-line = la réponse doit tenir sur une seule ligne
answer-form-char = la réponse contient le caractère { $char }, qui ne se voit pas ou change le sens de la lecture
answer-form-clock-change = cette heure n’existe pas, ou existe deux fois, à cause du changement d’heure
answer-form-mobile = il faut un téléphone portable, en 06 ou 07
answer-form-items = la liste est trop longue (au plus : { $limit })
answer-form-few = il n’y en a pas assez (au moins : { $limit })
answer-form-many = il y en a trop (au plus : { $limit })
answer-form-short = la réponse est trop courte (nombre de signes, au moins : { $limit })
answer-form-long = la réponse est trop longue (nombre de signes, au plus : { $limit })
answer-form-min = la réponse est en dessous de ce qui est permis (au moins : { $limit })
answer-form-max = la réponse est au-dessus de ce qui est permis (au plus : { $limit })
answer-form-pattern = la réponse ne suit pas le modèle demandé ({ $pattern })
answer-form-twice = « { $value } » est déjà à la ligne { $first } de la liste
answer-doubt-digit = « { $value } » contient sans doute une faute de frappe : son chiffre de contrôle n’est pas le bon
