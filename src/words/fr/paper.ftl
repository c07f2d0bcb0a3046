# Ce qui est imprimé : listes à cocher et graphes.


## La page

paper-steps = Les étapes
paper-version = version { $version }
paper-run = dossier { $run } : { $state }
paper-run-short = dossier { $run }
paper-run-open = en cours
paper-run-success = réussi
paper-run-failure = fini sur un échec
paper-run-neutral = terminé
paper-run-cancelled = annulé
paper-started = commencé le { $at }
paper-started-by = par { $by }
paper-as-of = état au { $at }
paper-at-time = { $date } à { $time }
paper-origin = code de ces pages { $origin }
paper-page-of = page { $page } / { $pages }
paper-status-draft = Brouillon : cette procédure est en cours d’écriture, ne la suivez pas encore.
paper-status-incomplete = Incomplète : il manque encore quelque chose à cette procédure.
paper-status-obsolete = Obsolète : cette procédure a été remplacée, ne la suivez plus.
paper-part-role = Seulement la part de : { $role }
paper-part-item = Seulement pour : { $item }
paper-head-who = Suivi par
paper-head-about = Dossier
paper-head-begun = Commencé le
paper-contacts = À qui s’adresser
paper-roles = Qui fait quoi
paper-role-steps = { $n ->
    [one] étape { $steps }
   *[other] étapes { $steps }
}
paper-steps-from-to = { $first } à { $last }
paper-outside = hors de notre portée : on attend ce qui en vient
paper-legend = Comment lire ces pages
paper-legend-order = Suivez les numéros, et les flèches là où il y en a : « passez à 7 » saute ce qui est entre les deux. Ce qui est sauté reste vide.
paper-legend-code = Datez et paraphez chaque étape faite. Le petit code, à droite, désigne l’étape pour qui reporte ces pages dans le programme.
paper-legend-blank = Entre ‹ › : ce qui dépend de votre cas.
paper-inputs = À savoir avant de commencer
paper-settings = Réglages de votre organisation
paper-worked-out = À calculer
paper-rule-yes-if = oui si { $condition }
paper-begin = Commencez par { $step }.
paper-begin-together = Commencez par { $steps }, en même temps.
paper-code = code { $code }
paper-colon =  :{" "}
paper-hidden = donnée personnelle, non imprimée
paper-ticked = coché
paper-to-tick = à cocher

## Quand commencer une étape

paper-after = Après { $steps }.
paper-join-all = Seulement quand { $steps } sont faites, { $n ->
    [2] l’une et l’autre
   *[other] toutes
}.
paper-join-some = Quand { $steps } sont terminées, celles qui vous concernent.
paper-join-first = Dès que { $steps } est faite, sans attendre le reste.
paper-from-if = { $step } (si elle a lieu)
paper-from-option = { $step } ({ $option })
paper-from-late = rien n’est venu à temps
paper-from-came = c’est arrivé
paper-beside = En même temps que { $steps }.
paper-start-with = À commencer tout de suite, en même temps que { $steps }.
paper-not-before = Pas avant la fin de { $steps }, { $n ->
    [one] si elle a lieu
   *[other] si elles ont lieu
}.
paper-only-if = Seulement si { $condition }.
paper-only-if-else = { $only } Sinon → { $then }
paper-pass-as = comme pour { $option }. { $then }
paper-pass-end = il n’y a plus rien à faire ici.
paper-pass-below = suivez quand même les flèches ci-dessous.
paper-same-by = Par la même personne que { $step }.
paper-not-by = Par une autre personne que { $step }.
paper-standby = Seulement si cela arrive ; sinon, cette étape reste vide.
paper-by-other = { $step } (fait par : { $who })

## Où mène une étape

paper-go = Passez à { $step }.
paper-go-together = Continuez avec { $steps }, en même temps.
paper-go-also = { $before } Et aussi { $step }.
paper-go-also-if = { $before } Et aussi { $step }, si { $condition }.
paper-again = Refaites cette étape.
paper-back = Revenez à { $step } et refaites à partir de là.
paper-if = Si { $condition }
paper-else-if = Sinon, si { $condition }
paper-else = Sinon
paper-said-if = Si { $condition } —
paper-option-if = seulement si { $condition }
paper-option-default = vaut quand l’étape n’a pas lieu
paper-route-if = Si { $condition } : { $then }
paper-route-else-if = { $before } Sinon, si { $condition } : { $then }
paper-route-else = { $before } Sinon : { $then }
paper-route-always = { $then }
paper-end-success = Terminé : réussite.
paper-end-failure = Terminé : échec.
paper-end-neutral = Terminé.
paper-end-item-success = Terminé pour cette ligne : réussite.
paper-end-item-failure = Terminé pour cette ligne : échec.
paper-end-item-neutral = Terminé pour cette ligne.
paper-end-part-success = Fin de cette partie : réussite.
paper-end-part-failure = Fin de cette partie : échec.
paper-end-part-neutral = Fin de cette partie.
paper-stop-run = { $end } Tout le reste s’arrête.
paper-stop-part = { $end } Tout ce qui reste de { $step } s’arrête.
paper-stop-item = { $end } Le reste de cette ligne s’arrête, les autres lignes continuent.
paper-came = C’est arrivé
paper-late = Rien n’est venu à temps
paper-late-after = Rien n’est venu après { $within }
paper-choose = Cochez une réponse :
paper-choose-many = Cochez une ou plusieurs réponses :
paper-closing = Quand cette partie est terminée :
paper-closing-each = Quand c’est terminé pour toutes les lignes :

## Dans une étape

paper-attention = Attention
paper-note = À noter
paper-requires = Non accepté
paper-refused-if = Si { $condition } :
paper-follow-procedure = Suivez la procédure { $procedure }.
paper-document = Document
paper-follow = À suivre
paper-follow-not = À NE PAS suivre
paper-page = page { $page }
paper-pages = pages { $pages }
paper-pages-from = à partir de la page { $first }
paper-pages-to = jusqu’à la page { $last }
paper-pages-between = pages { $first } à { $last }
paper-call-for-help = En cas de difficulté :{" "}
paper-done-on = Fait le
paper-initials = Initiales
paper-cites = { $n ->
    [one] Source { $cites }
   *[other] Sources { $cites }
}
paper-cite = { $number } ({ $place })
paper-send-mail = Envoyez le courriel { $mark } « { $title } » à { $to }.
paper-send-letter = Postez la lettre { $mark } « { $title } » à { $to }.
paper-send-registered = Postez la lettre recommandée { $mark } « { $title } » à { $to }.
paper-sent = envoyé le
paper-posted = posté le
paper-sent-by = { $sent } { $when } par { $who }
paper-wait = Attendez : { $what }.
paper-wait-from = Attendez : { $what } (de : { $from }).
paper-wait-within = Attendez : { $what }, sous { $within }.
paper-wait-from-within = Attendez : { $what } (de : { $from }), sous { $within }.
paper-remind-once = après { $first }
paper-remind-every = après { $first }, puis { $every }
paper-remind-times = { $when }, { $n } fois au plus
paper-remind-mail = Sans réponse, relancez { $when }, avec le courriel { $mark } « { $title } ».
paper-remind-self = Sans nouvelles, vérifiez et relancez { $when }.
paper-reminder = relance { $n }
paper-handover = Remettez { $secret } à { $to }, par l’un de ces moyens seulement, et n’en écrivez rien ici :
paper-by-oral = de vive voix
paper-by-phone = par téléphone
paper-by-sms = par SMS
paper-by-in-person = en main propre
paper-due = Au plus tard { $when }.
paper-due-within = À faire sous { $length }.
paper-earliest = Au plus tôt { $when }.
paper-earliest-after = Au plus tôt { $length } après le début de l’étape.
paper-before = { $length } avant { $what }
paper-later-than = { $length } après { $what }

## Questions

paper-yes = Oui
paper-no = Non
paper-optional = facultatif
paper-default = { $value } si rien n’est dit
paper-pattern = forme : { $form }
paper-accept = { $families }
paper-max-size = { $size } au plus
paper-mobile = 06 ou 07
paper-exactly = exactement { $least }
paper-day-from = pas avant { $least }
paper-day-until = pas après { $most }
paper-day-between = pas avant { $least }, pas après { $most }
paper-lines-exactly = { $n ->
    [one] une ligne
   *[other] { $n } lignes
}
paper-signs = { $sort ->
    [digits] { $n ->
        [one] chiffre
       *[other] chiffres
    }
    [capitals] { $n ->
        [one] lettre majuscule
       *[other] lettres majuscules
    }
    [small] { $n ->
        [one] lettre minuscule
       *[other] lettres minuscules
    }
    [letters] { $n ->
        [one] lettre
       *[other] lettres
    }
    [hex] { $n ->
        [one] signe parmi 0–9 et a–f
       *[other] signes parmi 0–9 et a–f
    }
   *[other] majuscules ou chiffres
}
paper-signs-exactly = { $n } { $what }
paper-signs-between = { $least } à { $most } { $what }
paper-signs-at-least = au moins { $least } { $what }
paper-hidden-lines = { $n ->
    [one] une ligne de données personnelles, non imprimée
   *[other] { $n } lignes de données personnelles, non imprimées
}
paper-row-gone = { $cell } ({ $why })
paper-at-least = au moins { $least }
paper-at-most = au plus { $most }
paper-between = de { $least } à { $most }
paper-at-most-letters = { $most } caractères au plus
paper-lines-between = de { $least } à { $most } lignes
paper-lines-at-least = { $least ->
    [one] une ligne au moins
   *[other] { $least } lignes au moins
}
paper-lines-at-most = { $most ->
    [one] une ligne au plus
   *[other] { $most } lignes au plus
}
paper-plays = sera : { $role }
paper-file = document joint
paper-file-where = nom, ou endroit où il est rangé
paper-file-seen = vu et vérifié, rien n’est gardé ici
paper-secret = noté en lieu sûr
paper-secret-where = où (jamais ce qu’il est)
paper-person-name = Nom
paper-person-email = Adresse électronique
paper-person-phone = Téléphone
paper-copy-card = À remplir une fois par ligne de la liste ({ $rows } au plus sur cette page) : copiez la fiche.

## Groupes

paper-section = Partie
paper-call = Procédure { $title }, version { $version }
paper-each = Pour chaque { $lines }
paper-each-chunk = Pour chaque groupe de { $size } { $lines }
paper-lines-of = { $n ->
    [one] ligne de la liste { $list }
   *[other] lignes de la liste { $list }
}
paper-lines-ended = { $ended ->
    [success] { $n ->
        [one] ligne réussie à l’étape { $step }
       *[other] lignes réussies à l’étape { $step }
    }
    [failure] { $n ->
        [one] ligne en échec à l’étape { $step }
       *[other] lignes en échec à l’étape { $step }
    }
    [dropped] { $n ->
        [one] ligne retirée de l’étape { $step }
       *[other] lignes retirées de l’étape { $step }
    }
   *[neutral] { $n ->
        [one] ligne terminée sans suite à l’étape { $step }
       *[other] lignes terminées sans suite à l’étape { $step }
    }
}
paper-lines-group = { $n ->
    [one] ligne du groupe
   *[other] lignes du groupe
}
paper-lines-among = { $n ->
    [one] valeur parmi { $values }
   *[other] valeurs parmi { $values }
}
paper-lines-any = { $n ->
    [one] ligne
   *[other] lignes
}
paper-where = { $what } où { $condition }
paper-lines-where = lignes de { $list } où { $condition }
paper-one-by-one-groups = Un groupe après l’autre, dans l’ordre.
paper-own-pace-groups = Chaque groupe avance à son rythme.
paper-call-with = À reporter pour { $title } : { $value }.
paper-call-works-out = À calculer : { $title }, soit { $rule }.
paper-one-by-one = Une ligne après l’autre, dans l’ordre.
paper-own-pace = Chaque ligne avance à son rythme.
paper-until = La liste reste ouverte jusqu’à la fin de { $step }.
paper-enough = Le reste n’est plus à faire dès que { $condition }.
paper-copy = Faites une copie de ces étapes par ligne.
paper-copy-groups = Faites une copie de ces étapes par groupe.
paper-copy-for = Cette copie est pour
paper-item = { $number }. { $label }
paper-item-unnamed = Ligne { $number }
paper-item-group = Groupe { $number }
paper-matrix-item = Ligne
paper-matrix-legend = ✓ fait · ▶ à faire · – sans objet · ↷ passé · ⨯ écarté · vide : pas encore
paper-mark-ahead = pas encore
paper-mark-open = à faire
paper-mark-done = fait
paper-mark-left-out = sans objet
paper-mark-passed = passé
paper-mark-waived = écarté

## Où en est une étape

paper-state-open = à faire maintenant
paper-state-done = fait
paper-state-done-by = fait par { $who } le { $when }
paper-entered = { $said }, saisi d’après le papier par { $who } le { $when }
paper-state-done-when = fait le { $when }
paper-state-done-who = fait par { $who }
paper-state-left-out = sans objet : aucun chemin n’y mène
paper-state-left-out-why = sans objet : { $why }
paper-why-stopped = arrêté par l’étape { $step }
paper-why-dropped = ligne retirée
paper-why-waived = l’étape { $step } a été mise de côté
paper-why-enough = il y en a assez
paper-why-stood-down = cela n’est pas arrivé
paper-why-cancelled = le dossier est abandonné
paper-why-by = { $why }, par { $who } le { $when }
paper-remark = { $text } ({ $who }, le { $when })
paper-remark-head = Remarque
paper-remarks = Remarques
paper-state-passed = sans objet : sa condition n’est pas remplie
paper-state-waived = écarté
paper-state-waived-by = écarté par { $who } le { $when }
paper-state-reason = { $state } : { $reason }

## Annexes

paper-rules = Les règles
paper-rule = { $demand ->
    [excludes] { $step } et { $other } jamais tous les deux
    [leads_to] { $step } mène toujours à { $other }
    [same_person] { $step } et { $other } par la même personne
    [other_person] { $step } et { $other } par deux personnes différentes
   *[requires] { $other } avant { $step }
    }
paper-rule-if = { $rule }, si { $condition }
paper-rule-from = se déduit de { $names }
paper-nothing = rien
paper-documents = Les documents
paper-also = dit aussi : { $names }
paper-files = Les pièces reçues, avec leur empreinte SHA-256
paper-at-steps = { $n ->
    [one] étape { $steps }
   *[other] étapes { $steps }
}
paper-mails = Les courriels et lettres
paper-left = parti le { $when }, noté par { $who }
paper-gone = Les courriels et lettres partis
paper-sent-hidden = destinataires et texte : données personnelles, non imprimées
paper-carrier-email = courriel
paper-carrier-letter = lettre
paper-carrier-registered = lettre recommandée
paper-to = À
paper-cc = Copie à
paper-reply-to = Réponse à
paper-subject = Objet
paper-letter-registered = Lettre recommandée avec avis de réception
paper-letter-tracking = N° de suivi
paper-letter-day = le { $date }
paper-letter-place-day = { $place }, le { $date }
paper-attached = Pièces jointes
paper-sources = D’où vient cette procédure
paper-source-date = du { $date }
paper-source-checked = relu le { $date }

## Conditions en mots

paper-and = { $a } et { $b }
paper-or = { $a } ou { $b }
paper-if-always = toujours
paper-if-never = jamais
paper-if-yes = { $what } : oui
paper-if-no = { $what } : non
paper-if-is = { $what } : { $value }
paper-if-is-not = { $what } : autre que { $value }
paper-if-has = { $what } comprend { $value }
paper-if-has-not = { $what } ne comprend pas { $value }
paper-if-below = { $what } est inférieur à { $value }
paper-if-at-most = { $what } ne dépasse pas { $value }
paper-if-above = { $what } dépasse { $value }
paper-if-at-least = { $what } atteint { $value }
paper-if-before = { $what } vient avant { $value }
paper-if-not-after = { $what } ne vient pas après { $value }
paper-if-after = { $what } vient après { $value }
paper-if-not-before = { $what } ne vient pas avant { $value }
paper-if-first = c’est la première ligne
paper-if-not-first = ce n’est pas la première ligne
paper-if-last = c’est la dernière ligne
paper-if-not-last = ce n’est pas la dernière ligne
paper-if-other = la condition { $condition } est remplie
paper-if-other-not = la condition { $condition } n’est pas remplie
paper-if-filled = { $what } est rempli
paper-if-empty = { $what } n’est pas rempli
paper-if-step-done = l’étape { $step } est faite
paper-if-step-not-done = l’étape { $step } n’est pas faite
paper-if-some-ended = étape { $step } : au moins { $ended ->
    [success] une réussite
    [failure] un échec
    [dropped] une ligne retirée
   *[neutral] une fin sans suite
}
paper-if-none-ended = étape { $step } : { $ended ->
    [success] aucune réussite
    [failure] aucun échec
    [dropped] aucune ligne retirée
   *[neutral] aucune fin sans suite
}
paper-if-some-item = { $list } compte au moins une ligne où { $condition }
paper-if-no-item = { $list } ne compte aucune ligne où { $condition }
paper-question-at = { $title } (étape { $step })
paper-goes-on = étape { $step }, suite
paper-step = étape { $step }
paper-the-step = l’étape { $step }
paper-this-group = lignes du groupe
paper-loop-index = rang de la ligne
paper-days-between = nombre de jours de { $from } à { $to }
paper-part-of-each = { $part } de chaque { $lines }
paper-sum-of = somme de { $what }
paper-count-where = nombre de lignes de { $list } où { $condition }
paper-count-group = nombre de lignes du groupe
paper-count-of = { $vowel ->
    [yes] nombre d’{ $what }
   *[no] nombre de { $what }
}
paper-part-of = { $part } ({ $what })
paper-person-name-of = nom
paper-person-email-of = adresse électronique
paper-person-phone-of = téléphone
paper-answer-of = réponse donnée à l’étape { $step }
paper-outcome-of = issue de l’étape { $step }
paper-ended-of = { $what } de l’étape { $step }
paper-ended-success = réussites
paper-ended-failure = échecs
paper-ended-neutral = fins sans suite
paper-ended-dropped = lignes retirées
paper-outcome-success = réussite
paper-outcome-failure = échec
paper-outcome-neutral = terminé
paper-today = la date du jour
paper-run-id = numéro du dossier
paper-run-started = date de début
paper-run-operator = votre nom

## Texte qui dépend

paper-text-if = {"["}si { $condition } —{" "}
paper-text-else-if = {" "}/ sinon, si { $condition } —{" "}
paper-text-else = {" "}/ sinon —{" "}
paper-text-each = … et ainsi de suite pour chaque { $lines }

## Durées

paper-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
paper-every-minutes = { $n ->
    [one] chaque minute
   *[other] toutes les { $n } minutes
}
paper-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
paper-every-hours = { $n ->
    [one] chaque heure
   *[other] toutes les { $n } heures
}
paper-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
paper-every-days = { $n ->
    [one] chaque jour
   *[other] tous les { $n } jours
}
paper-weeks = { $n ->
    [one] { $n } semaine
   *[other] { $n } semaines
}
paper-every-weeks = { $n ->
    [one] chaque semaine
   *[other] toutes les { $n } semaines
}
paper-months = { $n ->
    [one] { $n } mois
   *[other] { $n } mois
}
paper-every-months = { $n ->
    [one] chaque mois
   *[other] tous les { $n } mois
}
paper-working-days = { $n ->
    [one] { $n } jour ouvré
   *[other] { $n } jours ouvrés
}
paper-every-working-days = { $n ->
    [one] chaque jour ouvré
   *[other] tous les { $n } jours ouvrés
}
paper-clear-days = { $n ->
    [one] { $n } jour franc
   *[other] { $n } jours francs
}
paper-every-clear-days = { $n ->
    [one] chaque jour franc
   *[other] tous les { $n } jours francs
}

## Le graphe

paper-drawing = Graphe de { $steps ->
    [one] { $steps } étape
   *[other] { $steps } étapes
}.
paper-picture = Le graphe
paper-picture-of = Le graphe : { $step }
paper-picture-part = { $title }, { $part } sur { $parts }
paper-draw-start = Début
paper-draw-success = Réussite
paper-draw-failure = Échec
paper-draw-neutral = Fin
paper-draw-each = pour chaque { $lines }
paper-draw-each-chunk = par groupe de { $size } { $lines }
paper-draw-one-by-one = l’une après l’autre
paper-draw-enough = assez dès que { $condition }
paper-draw-only-if = seulement si { $condition }
paper-draw-standby = seulement si cela arrive
paper-draw-join-all = toutes les flèches
paper-draw-join-first = dès la première flèche
paper-draw-again = à refaire
paper-draw-items = { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
}
paper-draw-count = { $mark } { $n }
paper-draw-after = pas avant
paper-draw-until = reste ouvert jusque-là
paper-draw-if = si { $condition }
paper-draw-else = sinon
paper-draw-behind = après l’étape { $step }
paper-draw-on-to = vers { $step }
paper-draw-on-from = de { $step }
paper-draw-way = de « { $from } » à « { $to } »
paper-draw-leads = Ensuite : { $ways }
paper-draw-holds = { $n ->
    [one] { $n } étape
   *[other] { $n } étapes
}
paper-draw-same = les mêmes qu’à l’étape { $step }
paper-draw-folded = Plus de { $most } étapes : { $n ->
    [one] un groupe est replié en une case, avec le nombre de ses étapes
   *[other] { $n } groupes sont repliés, chacun en une case, avec le nombre de ses étapes
}.
paper-draw-legend = Légende
paper-draw-ahead = à venir
paper-draw-open = à faire maintenant
paper-draw-done = fait
paper-draw-left-out = sans objet : aucun chemin n’y mène
paper-draw-passed = sans objet : sa condition n’est pas remplie
paper-draw-waived = écarté
paper-draw-key-choice = question : une réponse décide de la suite
paper-draw-key-mail = courriel ou lettre
paper-draw-key-wait = attente
paper-draw-key-handover = remise d’un secret
paper-draw-key-standby = seulement si cela arrive
paper-draw-key-each = pour chaque ligne d’une liste
paper-draw-key-section = groupe d’étapes
paper-draw-key-call = autre procédure
paper-draw-key-folded = groupe replié : ses étapes ne sont pas dessinées
paper-draw-key-way = suite
paper-draw-key-back = retour : à refaire
paper-draw-key-after = ordre seulement : pas avant
paper-draw-key-late = en retard : rien n’est venu à temps
paper-draw-key-some = attend toutes les flèches qui seront prises
paper-draw-key-all = il les faut toutes
paper-draw-key-first = la première suffit
paper-draw-key-counts = lignes réglées, sur toutes
paper-draw-late = en retard
paper-draw-stop = arrête le reste

## Le PDF

paper-terminal = un PDF ne s’affiche pas : donnez-lui un fichier avec -o
paper-pace = { $done } fiches sur { $total }
paper-unprintable = ces pages ne peuvent pas être mises en PDF ; rien n’a été écrit
    .help = imprimez-les en HTML (--format html) et signalez-nous ceci : { $detail }
paper-glyph = aucune police n’a le caractère { $character } ({ $code }){ $step ->
        [none] {""}
       *[other] , étape { $step }
    } ; il est imprimé par son numéro
paper-promise-accessible = ce qui est imprimé ne permet pas un PDF d’archives (PDF/A) ; celui-ci reste accessible (PDF/UA)
paper-promise-tagged = ce qui est imprimé ne permet ni PDF d’archives (PDF/A), ni PDF pleinement accessible (PDF/UA) ; celui-ci est balisé aussi bien que possible
