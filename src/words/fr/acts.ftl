# Ce qui se dit quand on agit : ce qui part, ce qui revient, ce qui se corrige, et qui fait quoi.

### Les réponses

answer-form-secret = ce champ ne reçoit jamais le secret lui-même, et rien n’en a été gardé : répondez « noté » ({ $field }=noté), ou dites où il est, en mots ({ $field }.where="coffre du bureau 12")
answer-form-not-kept = ce document n’est pas gardé ici : dites seulement que vous l’avez vu ({ $field }=vu)
answer-form-thousands = « { $given } » se lit de deux façons : écrivez { $whole } ou { $parts }
answer-unproven = ce qu’exige l’étape ne peut pas être vérifié
require-stuck = « { $condition } » ne se calcule pas : { $why }
late-alone = « trop tard » est la seule réponse de cette étape : on ne donne rien avec
    .help = si une réponse est venue malgré tout, choisissez plutôt ce qu’elle dit

### Les dates

step-early-mail = le courriel { $mail } n’est pas encore parti : le délai de réponse n’a pas commencé
step-early-on = le { $day } n’est pas encore venu
    .help = dites le jour où cela a été fait, aujourd’hui ou avant
paper-years = { $n ->
    [one] 1 an
   *[other] { $n } ans
}
paper-every-years = { $n ->
    [one] tous les ans
   *[other] tous les { $n } ans
}
field-form-bound-date = la borne d’une date est une date, « today », ou une expression qui en donne une
field-form-bound-number = la borne n’est pas de la sorte de ce champ : il faut un nombre

### Les courriels

mail-lacks = il manque quelque chose à ce courriel
    .help = s’il est parti autrement et qu’il n’y manquait rien, confirmez-le : --confirm
mail-again = un courriel de cette étape est déjà parti le { $when } (courriel { $mail }, « { $subject } », à { $to })
    .help = s’il faut bien en envoyer un autre, dites-le : --again ; sinon, écartez l’étape (waive), et le premier reste bon
mail-again-erased = un courriel de cette étape est déjà parti le { $when } (courriel { $mail }, dont le texte a été effacé)
lead-mail-before = Un courriel de cette étape est déjà parti le { $when } : « { $subject } », à { $to }

### Le secret, au terminal

lead-secret-noted = Est-il noté en lieu sûr ?
lead-secret-where = Où est-il gardé, en mots ?
lead-secret-where-help = jamais le mot de passe lui-même ; Entrée : ne rien dire

### Ce qui revient, ou reviendrait

toll-again = { $count ->
    [0] Rien d’autre n’est à refaire.
    [one] À refaire, une étape :
   *[other] À refaire, { $count } étapes :
}
toll-ahead = { $count ->
    [one] De nouveau à venir, une étape :
   *[other] De nouveau à venir, { $count } étapes :
}
toll-standby = { $count ->
    [one] Peut de nouveau servir, une étape :
   *[other] Peuvent de nouveau servir, { $count } étapes :
}
toll-enough = { $count ->
    [one] Il y en a assez sans elle, et elle est aussitôt laissée de côté :
   *[other] Il y en a assez sans elles, et elles sont aussitôt laissées de côté, { $count } étapes :
}
toll-mails = { $count ->
    [one] Un courriel est déjà parti de ces étapes :
   *[other] { $count } courriels sont déjà partis de ces étapes :
}
toll-stale = { $count ->
    [one] Un courriel est parti avec l’ancienne réponse :
   *[other] { $count } courriels sont partis avec l’ancienne réponse :
}
toll-mail = courriel { $mail }, parti le { $when } : « { $subject } », à { $to }

### Ce qui vient d'être fait

act-mail-left = Courriel { $mail } noté comme parti : « { $subject } », à { $to }
act-mail-left-waits = Courriel { $mail } noté comme parti : « { $subject } », à { $to } ; l’étape attend maintenant { $what }
act-back = Revenue, à refaire : { $step }
act-none = aucune des { $count } étapes n’est réglée, à cause de « { $step } » :
act-items-added = { $count } éléments ont rejoint la liste
act-item-added = { $item } rejoint la liste « { $list } » (numéro { $number })
act-item-dropped = { $item } quitte la liste « { $list } »
act-list-read = { $count ->
    [one] une étape déjà réglée avait lu la liste, et garde ce qu’elle a lu : { $steps }
   *[other] { $count } étapes déjà réglées avaient lu la liste, et gardent ce qu’elles ont lu : { $steps }
}
act-item-named = { $count ->
    [one] une réponse désigne toujours cet élément : { $answers }
   *[other] { $count } réponses désignent toujours cet élément : { $answers }
}
act-corrected = { $count ->
    [one] Une réponse est corrigée.
   *[other] { $count } réponses sont corrigées.
}
act-assigned = { $role } : { $who }

### correct, assign

correct-refused-state = seule une réponse donnée se corrige, et l’étape est { $state }
correct-refused-late = l’étape s’est réglée par « trop tard » : elle n’a reçu aucune réponse à corriger
correct-list = la liste « { $list } » n’aurait plus autant d’éléments
    .help = les éléments se corrigent un par un (« liste[2].champ ») ; ils s’ajoutent avec add, et se retirent avec drop
correct-unanswered = « { $field } » n’a pas encore de réponse à corriger
correct-unknown = rien du nom de « { $field } » n’est demandé dans cette procédure
correct-several = « { $field } » a été répondu à plusieurs étapes
    .help = nommez l’étape : { $steps }
correct-nothing = il faut dire quelle réponse change : --set champ=valeur
correct-apart = ces réponses ont été données à des endroits différents ({ $steps }) : corrigez-les l’une après l’autre
assign-name = il faut dire qui : --name, et au besoin --email et --phone
assign-nobody = personne n’est encore nommé
assign-form = « { $given } » n’a pas la forme rôle=Nom <adresse>
assign-list = le rôle « { $role } » est joué par chaque élément de la liste « { $list } »
    .help = corrigez l’élément de la liste
log-corrected = corrigée, dans « { $step } » : { $fields }
log-corrected-start = corrigée, au départ : { $fields }
log-assigned = le rôle « { $role } » est joué par { $who }
log-on = (fait le { $day })
log-paper-on = (fait le { $day } par { $who }, saisi d’après le papier)
log-paper = (fait par { $who }, saisi d’après le papier)
help-correct = Corriger une réponse déjà donnée ; ce qui l’avait lue est relu
    .step = L’étape qui l’avait demandée ; sans elle, celle qui a posé la question, ou le départ
    .dry-run = Dire seulement ce qui serait à refaire
help-assign = Dire qui joue un rôle ; sans rôle, montrer qui joue quoi
    .role = Le rôle, par son nom ou son titre
    .name = Le nom de la personne
    .email = Son adresse électronique
    .phone = Son téléphone
why-dropped-by = elle est laissée de côté, parce que { $by } a retiré cet élément de la liste le { $when } : { $reason }
