# What "run" says to the person that it leads.

### Before the start

lead-no-terminal = “run” leads a person at a terminal, and there is none here
    .help = without a terminal: “pasapas start” begins a run, and “pasapas done” settles a step
lead-given-late = what is given at the start cannot be changed once the run has begun
lead-which-run = { $count ->
    [one] A run of this procedure is open: go on with it?
   *[other] { $count } runs of this procedure are open: go on with one?
}
lead-go-on = { $run }, { $by } · begun { $started } · changed { $touched }
lead-new = Begin a new one
lead-begun = ✓ Off we go: the run begins

### Stopping

lead-stopped =
    Stopped. Everything that you entered is kept.
    To go on: pasapas run { $run }
lead-stopped-early = Stopped. Nothing had begun
lead-quit-open = { $count ->
    [one] Still open:
   *[other] Still open ({ $count }):
}

### Where one is

lead-progress = { $settled ->
    [one] { $run } · 1 step of { $all }
   *[other] { $run } · { $settled } steps of { $all }
}
lead-role = Who: { $role }
lead-not-before = not before { $when }
lead-round = round { $round }
lead-attention = Attention
lead-documents = Documents
lead-contacts = In case of trouble
lead-handover = Secret to hand over to: { $to }
lead-not-follow = do not follow here: { $title }
lead-not-follow-pages = do not follow here: { $title }, { $pages }
lead-page = page { $page }
lead-pages = pages { $pages }
lead-pages-from = from page { $from } on
lead-pages-to = up to page { $to }
lead-pages-range = pages { $from } to { $to }
lead-early = It is too early: this step is not settled before { $when }

### Questions

lead-how = “back”: question before · “later”: another step · Ctrl+C: stop
lead-first-question = This is the first question of the step
lead-question = { $title }
lead-question-optional = { $title } (optional)
lead-form-boolean = yes or no
lead-form-date = for example 2026-03-12, 12/03/2026 (the day first), “today” or “yesterday”
lead-form-time = for example 9:30
lead-form-datetime = for example 2026-03-12 09:30
lead-form-file = path of the file; it is kept with the run, with its fingerprint
lead-form-seen = the file is not kept: “yes” if it was seen
lead-form-secret = Write no password here: only that it was noted, and where
lead-enter = Enter: { $answer }
lead-enter-empty = Enter: leave empty
lead-empty = (leave empty)
lead-left-empty = – left empty
lead-needed = this answer is needed; “later” to come back to it
lead-doubt = Is that really what the document says?
lead-kept = ✓ kept: { $answer }
lead-kept-before = ✓ kept before: { $title }: { $answer }
lead-kept-item = ✓ kept: { $item } ({ $count } in all)
lead-kept-list = { $count ->
    [one] ✓ kept: 1 line
   *[other] ✓ kept: { $count } lines
}
lead-problem = { $field }: { $text }
lead-paragraph = several lines; end with a line that holds only a point (Enter at once: nothing)
lead-person-name = First and last name
lead-person-email = Mail address (Enter: none)
lead-person-phone = Phone (Enter: none)
lead-yes-no = yes or no
lead-yes-no-yes = yes or no (Enter: yes)
lead-yes-no-no = yes or no (Enter: no)
lead-tick = Is it done? ({ $number } of { $count })
lead-is-done = Is this step done?
lead-not-ticked = Not done yet: the step stays open
lead-pick-help = arrows and Enter, or the beginning of the text · Esc: later
lead-pick-number = a number (Enter: { $usual })
lead-pick-one = a number
lead-pick-wrong = a number from 1 to { $count } is needed
lead-many-help = space to tick, Enter to confirm · Esc: later
lead-many-numbers = one number or several, with commas between
lead-none = None
lead-choose = { $title }
lead-out-list = Back to the list of steps
lead-out-stop = Stop here and go on later
lead-choose-many = { $title } (several answers are possible)
lead-way = The way cannot be computed: what comes next?

### Lists

lead-list = { $count ->
    [0] { $title }
   *[other] { $title } ({ $count } already)
}
lead-list-item = { $title }, no. { $number }
lead-list-next = { $title }: and now?
lead-list-add = Add one
lead-list-done = It is complete ({ $count })
lead-list-correct = Correct one
lead-list-drop = Take one out
lead-list-dropped = ✓ kept: { $count } left
lead-list-which = Which one?

### Waits

lead-awaited = Awaited since { $since }: { $what }
lead-awaited-from = Awaited from { $who } since { $since }: { $what }
lead-awaits = awaits { $who }
lead-awaits-something = awaited
lead-by-other = to be done by { $who }
lead-come-question = Has it come?
lead-has-come = Yes, it has come
lead-not-yet = Not yet

### Handing a secret over

lead-channel = By which means was it handed over?
lead-channel-oral = Spoken
lead-channel-phone = By phone
lead-channel-sms = By SMS
lead-channel-in-person = In person
lead-channel-not-yet = Not handed over yet

### Mails

lead-mail-to = To:
lead-mail-cc = Copy:
lead-mail-reply = Reply to:
lead-mail-subject = Subject:
lead-mail-attached = Attached:
lead-mail-question = This mail is ready. What now?
lead-mail-export = Write it to a file (.eml), to be opened and sent with my mail program
lead-mail-left = It has left by other means
lead-mail-lacks = It cannot leave as it is: { $why }
lead-mail-file = To which file?
lead-mail-written = ✓ written: { $file }
lead-mail-attach = to be attached by hand: { $title }
lead-mail-gone = Open { $file } with your mail program and send it. Has it left?
lead-mail-how = by other means
lead-mail-how-file = with a mail program, from the .eml file
lead-mail-noted = ✓ kept: the mail has left
lead-letter-question = This letter is ready. What now?
lead-letter-export = Save it as a page (.html), to print and to sign
lead-letter-left = It is posted
lead-letter-gone = Print { $file }, sign and post the letter. Has it been posted?
lead-letter-how = by post

### After a step

lead-done = ✓ done: { $step }
lead-waived = ✗ set aside: { $step }
lead-put-back = ↶ to be done again: { $step }
lead-next = Next:
lead-next-more = … and { $count } more
lead-open = { $mine ->
    [one] One step to do
   *[other] { $mine } steps to do
} · { $others ->
    [0] nobody is awaited
    [one] one with somebody else
   *[other] { $others } with others
}
lead-only-waits = { $count ->
    [one] Nothing is left to do on your side: one step awaits somebody else
   *[other] Nothing is left to do on your side: { $count } steps await somebody else
}
lead-menu = What now?
lead-menu-else = Something else: a remark, do a step again or set it aside, why it waits…
lead-menu-quit = Stop here and go on later
lead-else = What else?
lead-else-note = Add a remark
lead-else-reopen = Do a step again, to mend an answer
lead-else-waive = Set a step aside, saying why
lead-else-why = Ask why a step is not open yet
lead-note = Your remark
lead-noted = ✓ kept: the remark
lead-reopen-which = Which step is to be done again?
lead-reopen-none = No step has been done yet
lead-reopen-falls = { $count ->
    [0] Nothing else will have to be done again.
    [one] Another step will have to be done again:
   *[other] { $count } other steps will have to be done again:
}
lead-reopen-reason = Why do it again?
lead-reopen-hint = a few words, which stay with the run; Enter: leave it as it is
lead-waive-which = Which step is to be set aside?
lead-waive-reason = Why set it aside?
lead-waive-hint = a few words, which stay with the run; Enter: set nothing aside
lead-why-which = Which step?
lead-why-none = No step waits to be opened

### At the end

lead-end-success = ✓ It is finished, and a success
lead-end-failure = ✗ It is finished, and a failure
lead-end-neutral = It is finished
lead-end-cancelled = The run was given up: { $reason }
lead-end-steps = { $settled } steps of { $all } settled: { $done } done, { $waived } set aside, { $passed } passed, { $left } left out
lead-end-mails = { $count ->
    [one] 1 mail has left
   *[other] { $count } mails have left
}
lead-end-when = From { $from } to { $to }
lead-end-look = To read it again: pasapas show { $run } · to print it: pasapas checklist { $run }
