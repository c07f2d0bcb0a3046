# Ce que dit l’éditeur, par « pasapas lsp ».

### Ce que désigne un nom

editor-kind-procedure = procédure
editor-kind-source = source
editor-kind-role = rôle
editor-kind-contact = contact
editor-kind-document = document
editor-kind-email = courriel
editor-kind-setting = réglage
editor-kind-field = question
editor-kind-computed = valeur calculée
editor-kind-step = étape
editor-kind-option = réponse
editor-kind-item = élément de la liste
editor-kind-result = résultat de la procédure appelée
editor-kind-local = nom posé par une boucle de ce texte
editor-asked = Demandé à { $steps }
editor-given = Demandé au départ de l’exécution
editor-set = Réglé une fois pour toutes par l’organisation, hors de la procédure
editor-part = Partie de { $of }

### Ce que tout texte connaît

editor-var-settings = Les réglages de l’organisation : `settings.nom`
editor-var-documents = Les documents : `documents.nom.title`, `.url`, `.file`, `.note`
editor-var-contacts = Les contacts : `contacts.nom.title`, `.phone`, `.email`, `.url`, `.hours`
editor-var-roles = Qui tient un rôle : `roles.nom.name`, `.email`, `.phone`
editor-var-run = L’exécution : `run.id`, `run.started`, `run.operator`
editor-var-today = La date du jour
editor-var-titles = Le titre de ce qui a été choisi : `titles.canal`

### Les filtres

editor-filter-date = Une date en toutes lettres : « 1er mars 2026 »
editor-filter-short-date = Une date en chiffres : « 01/03/2026 »
editor-filter-time = Une heure
editor-filter-phone = Un numéro de téléphone, par groupes
editor-filter-identifier = Un identifiant (SIRET, FINESS…), par groupes
editor-filter-number = Un nombre, à la manière de la langue
editor-filter-enumerate = Une liste en une phrase : « a, b et c »
editor-filter-plus = Une date plus tard : `plus("3 working days")`
editor-filter-minus = Une date plus tôt : `minus("1 month")`
editor-filter-days-until = Le nombre de jours jusqu’à une autre date : `days_until(today)`
editor-filter-length = Combien il y a d’éléments, ou de lettres
editor-filter-default = Une autre valeur si celle-ci n’est pas définie
editor-filter-join = Les éléments bout à bout : `join(", ")`

### Changer un nom

editor-rename-nothing = il n’y a ici aucun nom à changer
editor-rename-form = « { $name } » ne convient pas : il faut { $expected }
editor-rename-taken = une procédure s’appelle déjà « { $name } »
editor-rename-unsure = « { $name } » est écrit d’une manière que l’on ne sait pas changer sans risque ({ $file }, ligne { $line })
editor-rename-breaks = ce changement casserait « { $file } » : { $reason }
editor-rename-broken = « { $file } » ne se lit pas comme du YAML : corrigez-le d’abord, des noms seraient oubliés
editor-rename-file = le fichier « { $name } » devrait changer de nom aussi, ce que cet éditeur ne sait pas faire
