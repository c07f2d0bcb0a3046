# Ce que « run » dit à la personne qu'il guide.

### Avant de commencer

lead-no-terminal = « run » guide une personne devant un terminal, et il n’y en a pas ici
    .help = sans terminal : « pasapas start » commence un dossier, et « pasapas done » règle une étape
lead-given-late = ce qui se donne au départ ne se change plus une fois le dossier commencé
lead-which-run = { $count ->
    [one] Un dossier de cette procédure est en cours : le reprendre ?
   *[other] { $count } dossiers de cette procédure sont en cours : en reprendre un ?
}
lead-go-on = { $run }, de { $by } · commencé le { $started } · modifié le { $touched }
lead-new = Commencer un nouveau dossier
lead-begun = ✓ C’est parti : le dossier est ouvert

### S'arrêter

lead-stopped =
    Arrêté. Tout ce que vous avez validé est gardé.
    Pour reprendre : pasapas run { $run }
lead-stopped-early = Arrêté. Aucun dossier n’avait été commencé
lead-quit-open = { $count ->
    [one] Reste ouverte :
   *[other] Restent ouvertes ({ $count }) :
}

### Où l'on en est

lead-progress = { $settled ->
    [0] { $run } · 0 étape sur { $all }
    [one] { $run } · 1 étape sur { $all }
   *[other] { $run } · { $settled } étapes sur { $all }
}
lead-role = Qui : { $role }
lead-not-before = pas avant le { $when }
lead-round = tour n° { $round }
lead-attention = Attention
lead-documents = Documents
lead-contacts = En cas de difficulté
lead-handover = Secret à remettre à : { $to }
lead-not-follow = ne pas suivre ici : { $title }
lead-not-follow-pages = ne pas suivre ici : { $title }, { $pages }
lead-page = page { $page }
lead-pages = pages { $pages }
lead-pages-from = à partir de la page { $from }
lead-pages-to = jusqu’à la page { $to }
lead-pages-range = pages { $from } à { $to }
lead-early = Il est trop tôt : cette étape ne se règle pas avant le { $when }

### Questions

lead-how = « retour » : question d’avant · « plus tard » : autre étape · Ctrl+C : arrêter
lead-first-question = C’est la première question de l’étape
lead-question = { $title }
lead-question-optional = { $title } (facultatif)
lead-form-boolean = oui ou non
lead-form-date = par exemple 12/03/2026, « aujourd’hui » ou « hier »
lead-form-time = par exemple 9:30
lead-form-datetime = par exemple 12/03/2026 09:30
lead-form-file = chemin du fichier ; il est gardé avec le dossier, et son empreinte avec lui
lead-form-seen = le fichier n’est pas gardé : « oui » s’il a été vu
lead-form-secret = N’écrivez aucun mot de passe ici : seulement qu’il est noté, et où
lead-enter = Entrée : { $answer }
lead-enter-empty = Entrée : laisser vide
lead-empty = (laisser vide)
lead-left-empty = – laissé vide
lead-needed = cette réponse est nécessaire ; « plus tard » pour y revenir
lead-doubt = Est-ce bien ce qui est écrit sur le document ?
lead-kept = ✓ noté : { $answer }
lead-kept-before = ✓ déjà noté : { $title } : { $answer }
lead-kept-item = ✓ noté : { $item } ({ $count } en tout)
lead-kept-list = { $count ->
    [one] ✓ noté : 1 ligne
   *[other] ✓ noté : { $count } lignes
}
lead-problem = { $field } : { $text }
lead-paragraph = plusieurs lignes ; finissez par une ligne qui ne contient qu’un point (Entrée tout de suite : rien)
lead-person-name = Prénom et nom
lead-person-email = Adresse électronique (Entrée : aucune)
lead-person-phone = Téléphone (Entrée : aucun)
lead-yes-no = oui ou non
lead-yes-no-yes = oui ou non (Entrée : oui)
lead-yes-no-no = oui ou non (Entrée : non)
lead-tick = Est-ce fait ? ({ $number } sur { $count })
lead-is-done = Cette étape est-elle faite ?
lead-not-ticked = Pas encore fait : l’étape reste ouverte
lead-pick-help = flèches et Entrée, ou le début du texte · Échap : plus tard
lead-pick-number = un numéro (Entrée : { $usual })
lead-pick-one = un numéro
lead-pick-wrong = il faut un numéro de 1 à { $count }
lead-many-help = espace pour cocher, Entrée pour valider · Échap : plus tard
lead-many-numbers = un ou plusieurs numéros, séparés par des virgules
lead-none = Aucun
lead-choose = { $title }
lead-out-list = Retour à la liste des étapes
lead-out-stop = Arrêter ici et reprendre plus tard
lead-choose-many = { $title } (plusieurs réponses possibles)
lead-way = Le chemin ne se calcule pas : quelle est la suite ?

### Listes

lead-list = { $count ->
    [0] { $title }
   *[other] { $title } ({ $count } déjà)
}
lead-list-item = { $title }, n° { $number }
lead-list-next = { $title } : et ensuite ?
lead-list-add = En ajouter
lead-list-done = C’est complet ({ $count })
lead-list-correct = En corriger
lead-list-drop = En retirer
lead-list-dropped = ✓ noté : il en reste { $count }
lead-list-which = Lequel ?

### Attentes

lead-awaited = En attente depuis le { $since } : { $what }
lead-awaited-from = En attente de { $who } depuis le { $since } : { $what }
lead-awaits = attend { $who }
lead-awaits-something = en attente
lead-by-other = à faire par { $who }
lead-come-question = Est-ce arrivé ?
lead-has-come = Oui, c’est arrivé
lead-not-yet = Pas encore

### Remise d'un secret

lead-channel = Par quel moyen l’avez-vous remis ?
lead-channel-oral = De vive voix
lead-channel-phone = Par téléphone
lead-channel-sms = Par SMS
lead-channel-in-person = En main propre
lead-channel-not-yet = Pas encore remis

### Courriels

lead-mail-to = À :
lead-mail-cc = Copie :
lead-mail-reply = Réponse à :
lead-mail-subject = Objet :
lead-mail-attached = Pièces jointes :
lead-mail-question = Ce courriel est prêt. Que faire ?
lead-mail-export = L’enregistrer dans un fichier (.eml), à ouvrir et à envoyer avec ma messagerie
lead-mail-left = Il est parti par un autre moyen
lead-mail-lacks = Il ne peut pas partir tel quel : { $why }
lead-mail-file = Dans quel fichier ?
lead-mail-written = ✓ écrit : { $file }
lead-mail-attach = à joindre à la main : { $title }
lead-mail-gone = Ouvrez { $file } avec votre messagerie et envoyez-le. Est-il parti ?
lead-mail-how = par un autre moyen
lead-mail-how-file = par la messagerie, depuis le fichier .eml
lead-mail-noted = ✓ noté : le courriel est parti
lead-letter-question = Ce courrier est prêt. Que faire ?
lead-letter-export = L’enregistrer comme page (.html), à imprimer et à signer
lead-letter-left = Il est posté
lead-letter-gone = Imprimez { $file }, signez et postez la lettre. Est-elle postée ?
lead-letter-how = par la poste

### Après une étape

lead-done = ✓ fait : { $step }
lead-waived = ✗ écarté : { $step }
lead-put-back = ↶ à refaire : { $step }
lead-next = Ensuite :
lead-next-more = … et { $count } de plus
lead-open = { $mine ->
    [one] Une étape à faire
   *[other] { $mine } étapes à faire
} · { $others ->
    [0] personne d’autre n’est attendu
    [one] une autre attend quelqu’un
   *[other] { $others } autres attendent quelqu’un
}
lead-only-waits = { $count ->
    [one] Il n’y a plus rien à faire de votre côté : une étape attend quelqu’un d’autre
   *[other] Il n’y a plus rien à faire de votre côté : { $count } étapes attendent quelqu’un d’autre
}
lead-menu = Que faire maintenant ?
lead-menu-else = Autre chose : une remarque, refaire ou écarter une étape, savoir pourquoi elle attend…
lead-menu-quit = Arrêter ici et reprendre plus tard
lead-else = Quoi d’autre ?
lead-else-note = Ajouter une remarque
lead-else-reopen = Refaire une étape, pour corriger une réponse
lead-else-waive = Écarter une étape, en disant pourquoi
lead-else-why = Demander pourquoi une étape n’est pas encore ouverte
lead-note = Votre remarque
lead-noted = ✓ noté : la remarque
lead-reopen-which = Quelle étape refaire ?
lead-reopen-none = Aucune étape n’est encore faite
lead-reopen-falls = { $count ->
    [0] Rien d’autre ne sera à refaire.
    [one] Une autre étape sera à refaire :
   *[other] { $count } autres étapes seront à refaire :
}
lead-reopen-reason = Pourquoi la refaire ?
lead-reopen-hint = quelques mots, qui restent avec le dossier ; Entrée : ne rien refaire
lead-waive-which = Quelle étape écarter ?
lead-waive-reason = Pourquoi l’écarter ?
lead-waive-hint = quelques mots, qui restent avec le dossier ; Entrée : ne rien écarter
lead-why-which = Quelle étape ?
lead-why-none = Aucune étape n’attend d’être ouverte

### À la fin

lead-end-success = ✓ C’est fini, et c’est un succès
lead-end-failure = ✗ C’est fini, sur un échec
lead-end-neutral = C’est fini
lead-end-cancelled = Le dossier a été annulé : { $reason }
lead-end-steps = { $settled ->
    [one] 1 étape réglée sur { $all }
   *[other] { $settled } étapes réglées sur { $all }
} : { $done ->
    [0] aucune faite
    [one] 1 faite
   *[other] { $done } faites
}, { $waived ->
    [0] aucune écartée
    [one] 1 écartée
   *[other] { $waived } écartées
}, { $passed ->
    [0] aucune passée
    [one] 1 passée
   *[other] { $passed } passées
}, { $left } sans objet
lead-end-mails = { $count ->
    [one] 1 courriel parti
   *[other] { $count } courriels partis
}
lead-end-when = Du { $from } au { $to }
lead-end-look = Pour le relire : pasapas show { $run } · pour l’imprimer : pasapas checklist { $run }
