# Les versions d’une procédure : ce qui diffère, et les dossiers qui passent à la version présente.

### Ce qui diffère

diff-count = { $count ->
    [0] rien ne diffère
    [one] 1 changement
   *[other] { $count } changements
}
diff-runs = { $count ->
    [one] 1 dossier en cours
   *[other] { $count } dossiers en cours
}
diff-no-runs = Aucun dossier en cours ne suit « { $procedure } » : donnez deux versions à comparer
diff-head-steps = Étapes
diff-head-inputs = Au départ
diff-head-settings = Réglages
diff-head-emails = Courriels et lettres
diff-head-documents = Documents
diff-head-roles = Qui agit
diff-head-contacts = Qui appeler
diff-head-sources = Sources
diff-head-procedure = La procédure
diff-head-other = { $key }
diff-question = question « { $title } »
diff-option = réponse « { $title } »
diff-procedure = elle-même
diff-part = « { $title } »
diff-called = procédure appelée : { $procedure }
diff-at-start = au début
diff-after = après « { $steps } »
diff-moved = vient maintenant { $place }
diff-renamed = s’appelait { $was }
diff-wording = { $count ->
    [one] 1 texte ou renvoi changé
   *[other] { $count } textes ou renvois changés
}
diff-back = retour à « { $step } »
diff-end-success = fin : réussite
diff-end-failure = fin : échec
diff-end-neutral = fin
diff-stop = { $end }, et tout s’arrête
diff-where = { $what } si { $when }
diff-true = oui
diff-false = non
diff-key-leads = mène à
diff-key-late = trop tard, mène à
diff-key-title = titre
diff-key-text = texte
diff-key-status = état
diff-key-role = qui
diff-key-not-by = par quelqu’un d’autre que
diff-key-same-by = par la personne qui a fait
diff-key-attention = attention
diff-key-note = remarque
diff-key-checks = à cocher
diff-key-documents = documents
diff-key-contacts = qui appeler
diff-key-require = exige
diff-key-if = seulement si
diff-key-join = s’ouvre
diff-key-after = attend aussi
diff-key-due = échéance
diff-key-not-before = pas avant
diff-key-waivable = peut être écartée
diff-key-source = renvois aux sources
diff-key-email = courriel
diff-key-wait = on attend
diff-key-wait-from = on l’attend de
diff-key-within = délai
diff-key-remind = rappels
diff-key-type = sorte de réponse
diff-key-help = aide
diff-key-optional = facultative
diff-key-default = proposé d’avance
diff-key-min = au moins
diff-key-max = au plus
diff-key-pattern = forme
diff-key-personal = donnée personnelle
diff-key-options = choix
diff-key-one-option = choix { $name }
diff-key-computed = valeur { $name }
diff-key-rules = règles
diff-key-to = à
diff-key-cc = copie à
diff-key-subject = objet
diff-key-body = texte
diff-key-attach = pièces jointes
diff-key-each = pour chaque
diff-key-call = procédure suivie
diff-key-url = adresse
diff-key-phone = téléphone

version-not-found = aucun dossier n’a la version { $version } de « { $procedure } »
    .help = donnez plutôt le fichier de cette version
version-several = { $count } textes différents de « { $procedure } » portent la version { $version }
    .help = dites lequel : { $versions }

### Passer à la version présente

upgrade-other = ce dossier suit une autre procédure : « { $procedure } »
upgrade-over = le dossier est terminé ou annulé : il garde sa version
upgrade-unsound = { $count ->
    [one] la version présente a une erreur ({ $file }) : corrigez-la d’abord (pasapas check)
   *[other] la version présente a { $count } erreurs ({ $file }) : corrigez-les d’abord (pasapas check)
}
upgrade-unreadable = { $count ->
    [one] ce programme trouve une erreur dans la version de ce dossier et ne peut pas le lire
   *[other] ce programme trouve { $count } erreurs dans la version de ce dossier et ne peut pas le lire
}
upgrade-gone = c’est fait, et la version présente n’a plus cette étape
upgrade-mailed = { $why } ; or son courriel est déjà parti
upgrade-verb = la version présente en fait une étape d’une autre sorte
upgrade-after = la version présente veut qu’on attende d’abord { $steps }
upgrade-passes = la version présente en décide autrement : sa condition n’est plus la même
upgrade-unreached = dans la version présente, rien de ce qui est fait ne mène là
upgrade-first = la version présente demande d’abord « { $steps } »
upgrade-list = la version présente y parcourt une autre liste
upgrade-groups = la version présente y prend les éléments autrement, par groupes ou un par un
upgrade-given = la version présente donne autre chose à la procédure appelée
upgrade-answer = la réponse à « { $field } » ne convient plus : { $why }
upgrade-unasked = la version présente y demande « { $field } », qui n’a pas été demandé
upgrade-waived = elle a été écartée, et la version présente ne le permet pas
upgrade-late = elle est réglée comme trop tard, et la version présente ne le prévoit pas
upgrade-channel = le secret a été remis par une voie que la version présente ne prévoit pas
upgrade-same-person = la même personne a fait « { $step } », ce que la version présente ne permet pas
upgrade-other-person = une autre personne a fait « { $step } », ce que la version présente ne permet pas
upgrade-choice-none = une réponse a été choisie, et la version présente n’en demande pas
upgrade-choice-missing = la version présente y demande de choisir une réponse
upgrade-choice-one = plusieurs réponses ont été choisies, et la version présente n’en veut qu’une
upgrade-option = la réponse « { $option } » a été choisie, et la version présente ne l’offre pas
upgrade-require = les réponses ne remplissent pas ce que la version présente exige : { $say }
upgrade-stuck = où elle mène ne se calcule pas dans la version présente : { $why }
upgrade-back = dans la version présente, ce qui a été répondu fait revenir en arrière
upgrade-stop = dans la version présente, ce qui a été répondu n’arrête pas les mêmes étapes
upgrade-moved = { $count ->
    [one] 1 dossier est passé à la version présente
   *[other] { $count } dossiers sont passés à la version présente
}
upgrade-would-move = { $count ->
    [one] 1 dossier peut passer à la version présente
   *[other] { $count } dossiers peuvent passer à la version présente
}
upgrade-stayed = { $count ->
    [one] 1 garde la sienne
   *[other] { $count } gardent la leur
}
upgrade-present = { $count ->
    [one] 1 l’a déjà
   *[other] { $count } l’ont déjà
}
upgrade-sum = { $parts }.
upgrade-none = Aucun dossier en cours.
upgrade-verdict-moves = passe à la version présente
upgrade-verdict-would = peut passer à la version présente
upgrade-verdict-stays = reste en { $version }
upgrade-at = « { $step } » : { $why }
upgrade-opens = { $count ->
    [one] à faire : { $steps }
   *[other] à faire : { $steps }
}
upgrade-back-ahead = { $count ->
    [one] de nouveau à venir : { $steps }
   *[other] de nouveau à venir : { $steps }
}
upgrade-left = { $count ->
    [one] n’est plus à faire : { $steps }
   *[other] ne sont plus à faire : { $steps }
}
holidays = jours fériés comptés : { $of ->
    [alsace-moselle] ceux d’Alsace-Moselle
   *[france] ceux de toute la France
}
upgrade-nothing = rien ne change pour ce dossier à ce jour
carried-added = réponse proposée d’avance, retenue : { $fields }
carried-removed = réponse mise de côté : { $fields }
carried-ticked = { $count ->
    [one] 1 case reste cochée
   *[other] { $count } cases restent cochées
}
carried-ways = mène maintenant à { $steps }
carried-due = échéance : { $when }
carried-due-none = plus d’échéance
show-upgraded = Version { $version } depuis le { $when } ({ $by }), auparavant { $from }
log-upgraded = passage à la version { $version }
log-start = le départ
log-carried = { $what } : { $changes }
