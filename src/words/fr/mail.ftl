# Les courriels qui partent du programme : la boîte d’envoi, le serveur, les relances.

mail-posted = le courriel { $mail } est dans la boîte d’envoi
    .help = il part de lui-même ; pour l’en retirer d’abord : mail DOSSIER recall { $mail }
mail-undecided = du courriel { $mail }, tout n’est pas parti, ou l’on ne sait pas si c’est parti
    .help = décidez d’abord : mail DOSSIER resolve { $mail } --sent (c’est parti) ou --again (à renvoyer)
mail-partly = { $count ->
    [one] un destinataire a déjà reçu le courriel { $mail }
   *[other] { $count } destinataires ont déjà reçu le courriel { $mail }
}
mail-on-paper = c’est une lettre : elle ne part pas par courriel
    .help = imprimez-la (mail DOSSIER export), puis dites qu’elle est partie (mail DOSSIER sent)
mail-unaddressable = aucun courriel ne peut aller à cette adresse
    .help = corrigez l’adresse (correct, assign ou les réglages) ; sans elle, rien ne peut être envoyé
mail-send-lacks = il manque quelque chose à ce courriel
    .help = donnez ce qui manque, ou envoyez-le ainsi avec --confirm
mail-attach-by-hand = à joindre à la main : { $titles }
    .help = exportez le courriel et joignez-le dans votre messagerie, ou envoyez-le sans, avec --confirm
mail-certain = pour le courriel { $mail }, il n’y a rien à décider
    .help = mail DOSSIER list dit où en est chaque courriel
mail-not-posted = le courriel { $mail } n’est pas dans la boîte d’envoi
    .help = mail DOSSIER list dit où en est chaque courriel
mail-form = ce courriel ne peut pas être écrit
mail-lost = la pièce jointe « { $title } » n’est plus dans la base
mail-folder = les courriels ne peuvent pas être écrits dans le répertoire d’essai « { $folder } » : { $reason }
mail-server = le serveur de courriel
    .help = rien n’est perdu : ce qui attend reste dans la boîte d’envoi, et le prochain tick réessaie ; pasapas doctor regarde ce serveur
mail-server-unreached = le serveur de courriel { $server } n’est pas joignable : { $reason }
mail-server-answer = le serveur de courriel { $host } refuse : « { $answer } »
mail-server-sender = le serveur de courriel n’accepte pas l’expéditeur { $from } : « { $answer } »
mail-server-login = le serveur de courriel { $host } ne reconnaît pas { $user } (réponse { $answer }) : nom ou mot de passe
mail-server-no-login = le serveur de courriel { $host } ne propose aucune connexion par mot de passe que nous parlions (PLAIN, LOGIN)
mail-server-cut = le serveur de courriel { $host } coupe la communication
mail-server-slow = le serveur de courriel { $host } ne répond pas à temps
mail-server-garbled = ce qui répond à { $host } ne parle pas comme un serveur de courriel
mail-tls = le chiffrement vers le serveur de courriel
    .help = rien n’a été envoyé, pas même le mot de passe ; si l’autorité est celle de votre organisation, donnez-la par ca_file
mail-tls-expired = le certificat de { $host } a expiré
mail-tls-early = le certificat de { $host } n’est pas encore valable ; l’horloge de ce poste est-elle à l’heure ?
mail-tls-wrong-name = le certificat présenté n’est pas celui de { $host }
mail-tls-unknown-issuer = le certificat de { $host } ne vient d’aucune autorité reconnue
mail-tls-self-signed = { $host } montre un certificat d’autorité comme s’il était le sien : il en faut un qu’une autorité a signé, fût-elle interne
mail-tls-old = { $host } ne sait chiffrer que d’une manière trop ancienne
mail-tls-clear = { $host } répond en clair sur ce port ; avec tls: starttls, peut-être
mail-tls-not-offered = { $host } ne propose pas de chiffrer (STARTTLS) : quelqu’un a pu l’effacer en chemin
mail-tls-injected = { $host } a parlé en clair là où le chiffrement devait commencer : quelqu’un s’est peut-être glissé entre les deux
mail-tls-name = « { $host } » n’est pas un nom de serveur
mail-tls-ca-file = aucun certificat d’autorité dans « { $file } »
mail-tls-no-authorities = ce poste n’a aucune autorité de certification ; installez ca-certificates, ou donnez ca_file
mail-tls-other = le chiffrement vers { $host } échoue : { $detail }

smtp-none = aucun serveur de courriel n’est réglé : rien ne peut partir du programme
    .help = ajoutez « smtp: » aux réglages (host, from), ou exportez le courriel et envoyez-le de votre messagerie
smtp-form = il faut des clés : host, from, et ce qu’il faut de plus
smtp-unknown = la clé « { $key } » n’existe pas
smtp-missing = la clé « { $key } » manque
smtp-value = la valeur de « { $key } » ne convient pas
smtp-number = « { $key } » est un nombre de { $least } à { $most }
smtp-host = « { $host } » n’est pas un nom de serveur
smtp-tls = « { $value } » ne convient pas : tls est starttls, implicit ou none
smtp-clear = tls: none enverrait les courriels en clair à { $host }
    .help = tls: starttls ou tls: implicit ; si c’est voulu, insecure: true
smtp-clear-password = le mot de passe irait en clair à { $host }
    .help = chiffrez (tls: starttls ou tls: implicit), ou retirez user
smtp-password = un mot de passe ne s’écrit pas dans les réglages
    .help = mettez-le dans un fichier que vous seul lisez (password_file), ou dans une variable d’environnement (password_env)
smtp-password-twice = password_file ou password_env, pas les deux
smtp-user-password = user va avec password_file ou password_env
smtp-address = « { $key } » n’est pas une adresse : { $address }
smtp-password-env = le mot de passe du serveur de courriel devrait être dans la variable { $name }, qui est vide
smtp-password-file = le mot de passe du serveur de courriel ne se lit pas dans « { $file } » : { $reason }
smtp-password-open = tout le monde peut lire le mot de passe du serveur de courriel dans « { $file } » : chmod 600
smtp-password-empty = « { $file } » ne commence pas par un mot de passe

fault-refused = refusé par le serveur ({ $answer })
fault-gave-up = remis pendant cinq jours, abandonné
fault-unwritable = ne peut pas être écrit comme message
fault-answer-lost = le serveur n’a pas répondu après la dernière ligne
fault-interrupted = le programme s’est arrêté pendant l’envoi
recall-step-closed = l’étape n’est plus ouverte
recall-changed = son texte ou ses destinataires ont changé
recall-asked = quelqu’un l’a demandé
reminder-subject = Rappel : { $step }
reminder-body =
    Bonjour,

    Une étape de « { $procedure } » attend depuis le { $since } :

    { $step }
    On attend : { $what }

    Dossier { $run }

log-mail-queued = { $count ->
    [one] courriel { $mail } mis dans la boîte d’envoi, pour un destinataire
   *[other] courriel { $mail } mis dans la boîte d’envoi, pour { $count } destinataires
}
log-mail-failed = courriel { $mail }, destinataire { $recipient } : pas parti, { $why }
log-mail-uncertain = courriel { $mail }, destinataire { $recipient } : on ne sait pas s’il est parti, { $why }
log-mail-resolved-sent = courriel { $mail }, destinataire { $recipient } : déclaré parti
log-mail-resolved-again = courriel { $mail }, destinataire { $recipient } : à renvoyer
log-mail-recalled = courriel { $mail } retiré de la boîte d’envoi : { $why }
log-reminded = rappel { $times } pour { $step } (courriel { $mail })
log-reminded-nobody = rappel { $times } pour { $step } : aucun courriel n’a pu être écrit

cli-mail-how-outbox = envoyé par le programme
cli-mail-uncertain = on ne sait pas s’il est parti : mail DOSSIER resolve { $mail } --sent, ou --again
cli-mail-failed = pas parti : mail DOSSIER resolve { $mail } --again, ou --sent
cli-mail-queued = dans la boîte d’envoi
cli-mail-recipient = { $number }. { $to } : { $why }
cli-mail-reminder = rappel { $times } : { $step }
cli-mail-run = un dossier manque : mail DOSSIER …
    .help = sans dossier, mail montre ce qui attend dans la boîte d’envoi
cli-mail-resolve = dites ce qu’il en est : --sent (c’est parti) ou --again (à renvoyer)
cli-mail-no-recipient = { $to } n’est pas parmi les destinataires
cli-mail-no-step = l’étape { $step } n’a pas de courriel à envoyer
cli-mail-unseen = un courriel ne part pas sans avoir été vu
    .help = lisez-le (mail DOSSIER show, ou send --dry-run), puis ajoutez --yes
cli-mail-dry-run = { $count ->
    [one] ce courriel partirait ; rien n’est parti
   *[other] ces { $count } courriels partiraient ; rien n’est parti
}
cli-mail-question = { $count ->
    [one] Envoyer ce courriel ?
   *[other] Envoyer ces { $count } courriels ?
}
cli-mail-busy = un autre programme vide la boîte d’envoi : ce courriel part avec
cli-outbox-empty = la boîte d’envoi est vide
cli-outbox = { $count ->
    [one] un envoi
   *[other] { $count } envois
} : { $queued } à faire partir, { $failed } en échec, { $uncertain } à décider ; le plus ancien attend depuis { $hours } h { $minutes } min
outbox-queued = à envoyer
outbox-put-off = remis { $tries } fois ({ $reason }), prochain essai { $due }
outbox-taken = en cours
outbox-failed = en échec
outbox-uncertain = à décider
send-sent = parti pour { $to }
send-queued = dans la boîte d’envoi pour { $to } : le prochain tick l’envoie
send-failed = pas parti pour { $to } : { $why }
send-uncertain = on ne sait pas si c’est parti pour { $to } : { $why } ; demandez-lui, puis : mail { $run } resolve { $mail } --sent, ou --again
send-recalled = retiré de la boîte d’envoi pour { $to }
send-test = mode d’essai : rien n’est vraiment parti

lead-mail-send = L’envoyer maintenant
lead-mail-queued = le courriel est dans la boîte d’envoi ; il partira avec le prochain passage (tick)
lead-mail-failed = le courriel n’est pas parti : { $why }
lead-mail-uncertain = on ne sait pas si le courriel est parti : { $why } ; demandez à son destinataire, puis : pasapas mail { $run } resolve { $mail } --sent, ou --again

tick-busy = un autre programme vide la boîte d’envoi
tick-done = rappels { $reminded }, partis { $sent }, remis { $off }, en échec { $failed }, à décider { $uncertain } ; reste { $left }
tick-dry = rappels à faire : { $reminders } ; envois en attente : { $mails }
tick-unwritten = rappel sans courriel, dossier { $run }, { $step } : { $why }
tick-held-back = l’horloge a reculé : le dernier passage était le { $last } ; { $count ->
    [one] un rappel est retenu
   *[other] { $count } rappels sont retenus
}
tick-held-forward = personne n’est passé depuis le { $last }, ou l’horloge a sauté ; { $count ->
    [one] un rappel est retenu
   *[other] { $count } rappels sont retenus
}
tick-held = des rappels sont retenus
    .help = si l’heure est juste, regardez ce qui partirait (tick --dry-run), puis : tick --confirm

doctor-title-smtp = Courriel
doctor-smtp-none = aucun serveur réglé : les courriels s’exportent et partent de votre messagerie
doctor-smtp-test = mode d’essai : les courriels vont dans « { $folder } », aucune connexion n’est faite
doctor-smtp-encrypted = { $server } répond, chiffré, certificat reconnu
doctor-smtp-clear = { $server } répond, en clair
doctor-smtp-known = { $server } répond, chiffré, certificat reconnu ; il reconnaît { $user }
doctor-smtp-known-clear = { $server } répond, en clair ; il reconnaît { $user }
doctor-smtp-stuck = décidez pour chacun : « pasapas mail » les montre, « pasapas mail DOSSIER resolve N » décide
doctor-smtp-unseen = un courriel aurait dû partir le { $since }, et personne ne s’en est occupé : une tâche planifiée lance-t-elle « pasapas tick » ?
doctor-smtp-waiting = boîte d’envoi : { $count } en attente, dont { $stuck } à décider

help-mail-send = Envoyer un courriel : montré d’abord, puis mis dans la boîte d’envoi et remis au serveur
    .mail = Le numéro du courriel, ou l’étape qui l’envoie ; sans rien, le premier à faire partir
    .all = Tous les courriels du dossier qui sont à faire partir
    .yes = Ils ont été relus : ne rien demander
    .again = Il part de nouveau, alors qu’un autre est déjà parti
    .confirm = Il part, bien qu’il y manque un réglage ou une pièce à joindre à la main
    .later = Le mettre seulement dans la boîte d’envoi : le prochain tick l’envoie
    .dry-run = Montrer seulement ce qui partirait
help-mail-resolve = Décider d’un courriel qui n’est pas parti, ou dont on ne sait pas s’il est parti
    .mail = Le numéro du courriel
    .sent = Il est parti
    .again = Le renvoyer
    .to = Pour ce destinataire seulement : son adresse
help-mail-recall = Retirer un courriel de la boîte d’envoi
    .mail = Le numéro du courriel
help-tick = Faire ce que le temps amène : rappels, boîte d’envoi ; pour une tâche planifiée
    .dry-run = Dire seulement ce qui se ferait
    .confirm = L’heure est juste : envoyer ce qui était retenu
mail-heavy = les pièces de ce courriel font { $size }, et un courriel en porte { $most } au plus
    .help = transmettez-les autrement, puis dites le courriel parti (pasapas mail DOSSIER sent N)
