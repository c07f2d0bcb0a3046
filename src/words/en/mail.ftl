# Mails that leave from the program: the outbox, the server, reminders.

mail-posted = mail { $mail } is in the outbox
    .help = it leaves by itself; to take it out first: mail RUN recall { $mail }
mail-undecided = of mail { $mail } not all has left, or nobody knows whether it did
    .help = decide first: mail RUN resolve { $mail } --sent (it left) or --again (to be sent again)
mail-partly = { $count ->
    [one] one recipient has got mail { $mail } already
   *[other] { $count } recipients have got mail { $mail } already
}
mail-on-paper = this is a letter: it does not leave by mail
    .help = print it (mail RUN export), then say that it left (mail RUN sent)
mail-unaddressable = no mail can go to this address
    .help = correct the address (correct, assign or the settings); without it nothing can be sent
mail-send-lacks = something is missing in this mail
    .help = give what is missing, or send it like this with --confirm
mail-attach-by-hand = to be attached by hand: { $titles }
    .help = export the mail and attach it in your mail program, or send it without, with --confirm
mail-certain = of mail { $mail } there is nothing to decide
    .help = mail RUN list says where every mail stands
mail-not-posted = mail { $mail } is not in the outbox
    .help = mail RUN list says where every mail stands
mail-form = this mail cannot be written
mail-lost = the attachment “{ $title }” is no longer in the store
mail-folder = mails cannot be written to the test folder “{ $folder }”: { $reason }
mail-server = the mail server
    .help = nothing is lost: what waits stays in the outbox, and the next tick tries again; pasapas doctor looks at this server
mail-server-unreached = the mail server { $server } cannot be reached: { $reason }
mail-server-answer = the mail server { $host } refuses: “{ $answer }”
mail-server-sender = the mail server does not accept the sender { $from }: “{ $answer }”
mail-server-login = the mail server { $host } does not know { $user } (answer { $answer }): name or password
mail-server-no-login = the mail server { $host } offers no login by password that we speak (PLAIN, LOGIN)
mail-server-cut = the mail server { $host } breaks off
mail-server-slow = the mail server { $host } does not answer in time
mail-server-garbled = what answers at { $host } does not speak like a mail server
mail-tls = the encryption to the mail server
    .help = nothing was sent, not even the password; if the authority is your organisation’s own, give it by ca_file
mail-tls-expired = the certificate of { $host } has expired
mail-tls-early = the certificate of { $host } is not valid yet; is the clock of this machine right?
mail-tls-wrong-name = the certificate shown is not that of { $host }
mail-tls-unknown-issuer = the certificate of { $host } comes from no authority that is trusted
mail-tls-self-signed = { $host } shows a certificate of an authority as its own: it takes one that an authority has signed, be it an internal one
mail-tls-old = { $host } can only encrypt in a way that is too old
mail-tls-clear = { $host } answers in the clear on this port; perhaps with tls: starttls
mail-tls-not-offered = { $host } does not offer to encrypt (STARTTLS): somebody may have struck it out on the way
mail-tls-injected = { $host } spoke in the clear where the encryption was to begin: somebody may sit in between
mail-tls-name = “{ $host }” is no name of a server
mail-tls-ca-file = no certificate of an authority in “{ $file }”
mail-tls-no-authorities = this machine has no certificate authorities; install ca-certificates, or give ca_file
mail-tls-other = the encryption to { $host } fails: { $detail }

smtp-none = no mail server is set: nothing can leave from the program
    .help = add “smtp:” to the settings (host, from), or export the mail and send it from your mail program
smtp-form = it takes keys: host, from, and what else is needed
smtp-unknown = there is no key “{ $key }”
smtp-missing = the key “{ $key }” is missing
smtp-value = the value of “{ $key }” does not fit
smtp-number = “{ $key }” is a number from { $least } to { $most }
smtp-host = “{ $host }” is no name of a server
smtp-tls = “{ $value }” does not fit: tls is starttls, implicit or none
smtp-clear = tls: none would send mails in the clear to { $host }
    .help = tls: starttls or tls: implicit; if it is meant so, insecure: true
smtp-clear-password = the password would go in the clear to { $host }
    .help = encrypt (tls: starttls or tls: implicit), or take user away
smtp-password = a password does not stand in the settings
    .help = put it into a file that you alone can read (password_file), or into a variable of the environment (password_env)
smtp-password-twice = password_file or password_env, not both
smtp-user-password = user goes with password_file or password_env
smtp-address = “{ $key }” is no address: { $address }
smtp-password-env = the password of the mail server should be in the variable { $name }, which is empty
smtp-password-file = the password of the mail server cannot be read from “{ $file }”: { $reason }
smtp-password-open = anybody can read the password of the mail server in “{ $file }”: chmod 600
smtp-password-empty = “{ $file }” does not begin with a password

fault-refused = refused by the server ({ $answer })
fault-gave-up = put off for five days, given up
fault-unwritable = it cannot be written as a message
fault-answer-lost = the server did not answer after the last line
fault-interrupted = the program ended while it was sending
recall-step-closed = the step is not open any more
recall-changed = its words or its recipients have changed
recall-asked = somebody asked for it
reminder-subject = Reminder: { $step }
reminder-body =
    Hello,

    A step of “{ $procedure }” has been waiting since { $since }:

    { $step }
    What is awaited: { $what }

    Run { $run }

log-mail-queued = { $count ->
    [one] mail { $mail } put into the outbox, for one recipient
   *[other] mail { $mail } put into the outbox, for { $count } recipients
}
log-mail-failed = mail { $mail }, recipient { $recipient }: not sent, { $why }
log-mail-uncertain = mail { $mail }, recipient { $recipient }: nobody knows whether it left, { $why }
log-mail-resolved-sent = mail { $mail }, recipient { $recipient }: said to have left
log-mail-resolved-again = mail { $mail }, recipient { $recipient }: to be sent again
log-mail-recalled = mail { $mail } taken out of the outbox: { $why }
log-reminded = reminder { $times } of { $step } (mail { $mail })
log-reminded-nobody = reminder { $times } of { $step }: no mail could be written

cli-mail-how-outbox = sent by the program
cli-mail-uncertain = nobody knows whether it left: mail RUN resolve { $mail } --sent, or --again
cli-mail-failed = not sent: mail RUN resolve { $mail } --again, or --sent
cli-mail-queued = in the outbox
cli-mail-recipient = { $number }. { $to }: { $why }
cli-mail-reminder = reminder { $times }: { $step }
cli-mail-run = a run is missing: mail RUN …
    .help = without a run, mail shows what waits in the outbox
cli-mail-resolve = say how it is: --sent (it left) or --again (to be sent again)
cli-mail-no-recipient = { $to } is not among the recipients
cli-mail-no-step = the step { $step } has no mail to send
cli-mail-unseen = no mail leaves unseen
    .help = read it (mail RUN show, or send --dry-run), then add --yes
cli-mail-dry-run = { $count ->
    [one] this mail would leave; nothing has left
   *[other] these { $count } mails would leave; nothing has left
}
cli-mail-question = { $count ->
    [one] Send this mail?
   *[other] Send these { $count } mails?
}
cli-mail-busy = another program is emptying the outbox: this mail leaves with it
cli-outbox-empty = the outbox is empty
cli-outbox = { $count ->
    [one] one to send
   *[other] { $count } to send
}: { $queued } to leave, { $failed } failed, { $uncertain } to be decided; the oldest has waited for { $hours } h { $minutes } min
outbox-queued = to leave
outbox-put-off = put off { $tries } times ({ $reason }), next try { $due }
outbox-taken = leaving
outbox-failed = failed
outbox-uncertain = to decide
send-sent = sent to { $to }
send-queued = in the outbox for { $to }: the next tick sends it
send-failed = not sent to { $to }: { $why }
send-uncertain = nobody knows whether it left for { $to }: { $why }; ask them, then: mail { $run } resolve { $mail } --sent, or --again
send-recalled = taken out of the outbox for { $to }
send-test = test mode: nothing has really left

lead-mail-send = Send it now
lead-mail-queued = the mail is in the outbox; it leaves with the next tick
lead-mail-failed = the mail did not leave: { $why }
lead-mail-uncertain = nobody knows whether the mail left: { $why }; ask the one it was for, then: pasapas mail { $run } resolve { $mail } --sent, or --again

tick-busy = another program is emptying the outbox
tick-done = reminders { $reminded }, sent { $sent }, put off { $off }, failed { $failed }, to decide { $uncertain }; left { $left }
tick-dry = reminders due: { $reminders }; in the outbox: { $mails }
tick-unwritten = a reminder without mail, run { $run }, { $step }: { $why }
tick-held-back = the clock went back: it was last seen to on { $last }; { $count ->
    [one] one reminder is held
   *[other] { $count } reminders are held
}
tick-held-forward = nobody saw to it since { $last }, or the clock jumped; { $count ->
    [one] one reminder is held
   *[other] { $count } reminders are held
}
tick-held = reminders are held
    .help = if the clock is right, look at what would leave (tick --dry-run), then: tick --confirm

doctor-title-smtp = Mail
doctor-smtp-none = no server is set: mails are exported and leave from your mail program
doctor-smtp-test = test mode: mails go to “{ $folder }”, no connection is made
doctor-smtp-encrypted = { $server } answers, encrypted, certificate trusted
doctor-smtp-clear = { $server } answers, in the clear
doctor-smtp-known = { $server } answers, encrypted, certificate trusted; it knows { $user }
doctor-smtp-known-clear = { $server } answers, in the clear; it knows { $user }
doctor-smtp-stuck = decide about each of them: “pasapas mail” shows them, “pasapas mail RUN resolve N” decides
doctor-smtp-unseen = a mail has been due since { $since } and nobody saw to it: does a timer run “pasapas tick”?
doctor-smtp-waiting = outbox: { $count } waiting, { $stuck } of them to be decided

help-mail-send = Send a mail: shown first, then put into the outbox and handed to the server
    .mail = The mail’s number, or the step that sends it; without, the first that has not left
    .all = All mails of the run that have not left
    .yes = They were reviewed: ask nothing
    .again = It leaves again, though one left already
    .confirm = It leaves though it lacks a setting, or something to be attached by hand
    .later = Only put it into the outbox: the next tick sends it
    .dry-run = Only show what would leave
help-mail-resolve = Decide about a mail that did not leave, or of which nobody knows whether it did
    .mail = The mail’s number
    .sent = It has left
    .again = Send it again
    .to = Only for this recipient: the address
help-mail-recall = Take a mail out of the outbox
    .mail = The mail’s number
help-tick = See to what time brings about: reminders, the outbox; for a timer
    .dry-run = Only say what would happen
    .confirm = The clock is right: send what was held back
mail-heavy = what this mail attaches comes to { $size }, and a mail carries at most { $most }
    .help = hand it over in another way, then say that the mail has left (pasapas mail RUN sent N)
