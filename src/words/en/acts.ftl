# What is said when one acts: what leaves, what comes back, what is corrected, and who does what.

### Answers

answer-form-secret = this field never takes the secret itself, and nothing of it was kept: answer “noted” ({ $field }=noted), or say where it is, in words ({ $field }.where="safe in room 12")
answer-form-not-kept = this document is not kept here: only say that you have seen it ({ $field }=seen)
answer-form-thousands = “{ $given }” can be read in two ways: write { $whole } or { $parts }
answer-unproven = what the step requires cannot be verified
require-stuck = “{ $condition }” cannot be computed: { $why }
late-alone = “too late” is the only answer of this step: nothing is given with it
    .help = if an answer has come all the same, choose what it says

### Dates

step-early-mail = mail { $mail } has not left yet: the time to answer has not begun
step-early-on = { $day } has not come yet
    .help = give the day on which it was done, today or before
paper-years = { $n ->
    [one] 1 year
   *[other] { $n } years
}
paper-every-years = { $n ->
    [one] every year
   *[other] every { $n } years
}
field-form-bound-date = the bound of a date is a date, `today`, or an expression that gives one
field-form-bound-number = the bound does not fit this kind of field: it must be a number

### Mails

mail-lacks = this mail lacks something
    .help = if it left by other means and lacked nothing, confirm that: --confirm
mail-again = a mail of this step left already on { $when } (mail { $mail }, “{ $subject }”, to { $to })
    .help = if another one must really leave, say so: --again; else set the step aside (waive), and the first one stands
mail-again-erased = a mail of this step left already on { $when } (mail { $mail }, whose text was erased)
lead-mail-before = A mail of this step left already on { $when }: “{ $subject }”, to { $to }

### The secret, at the terminal

lead-secret-noted = Was it noted in a safe place?
lead-secret-where = Where is it kept, in words?
lead-secret-where-help = never the password itself; Enter: say nothing

### What comes back, or would

toll-again = { $count ->
    [0] Nothing else is to be done again.
    [one] To be done again, one step:
   *[other] To be done again, { $count } steps:
}
toll-ahead = { $count ->
    [one] Ahead again, one step:
   *[other] Ahead again, { $count } steps:
}
toll-standby = { $count ->
    [one] May be needed again, one step:
   *[other] May be needed again, { $count } steps:
}
toll-enough = { $count ->
    [one] There is enough without it, and it is left out at once:
   *[other] There is enough without them, and they are left out at once, { $count } steps:
}
toll-mails = { $count ->
    [one] One mail left already from these steps:
   *[other] { $count } mails left already from these steps:
}
toll-stale = { $count ->
    [one] One mail left with the old answer:
   *[other] { $count } mails left with the old answer:
}
toll-mail = mail { $mail }, left on { $when }: “{ $subject }”, to { $to }

### What was just done

act-mail-left = Mail { $mail } noted as gone: “{ $subject }”, to { $to }
act-mail-left-waits = Mail { $mail } noted as gone: “{ $subject }”, to { $to }; the step now waits for { $what }
act-back = Back, to be done again: { $step }
act-none = none of the { $count } steps is settled, because of “{ $step }”:
act-items-added = { $count } items have joined the list
act-item-added = { $item } joins the list “{ $list }” (number { $number })
act-item-dropped = { $item } leaves the list “{ $list }”
act-list-read = { $count ->
    [one] one settled step had read the list, and keeps what it read: { $steps }
   *[other] { $count } settled steps had read the list, and keep what they read: { $steps }
}
act-item-named = { $count ->
    [one] one answer still names this item: { $answers }
   *[other] { $count } answers still name this item: { $answers }
}
act-corrected = { $count ->
    [one] One answer is corrected.
   *[other] { $count } answers are corrected.
}
act-assigned = { $role }: { $who }

### correct, assign

correct-refused-state = only an answer that was given can be corrected, and the step is { $state }
correct-refused-late = the step was settled as too late: it took no answer that could be corrected
correct-list = the list “{ $list }” would no longer have as many items
    .help = items are corrected one by one (`list[2].field`); they join with add, and leave with drop
correct-unanswered = “{ $field }” has no answer yet that could be corrected
correct-unknown = nothing called “{ $field }” is asked in this procedure
correct-several = “{ $field }” was answered at several steps
    .help = name the step: { $steps }
correct-nothing = say which answer changes: --set field=value
correct-apart = these answers were given at different places ({ $steps }): correct them one after the other
assign-name = say who: --name, and --email and --phone where needed
assign-nobody = nobody is named yet
assign-form = “{ $given }” has not the form role=Name <address>
assign-list = the role “{ $role }” is played by each item of the list “{ $list }”
    .help = correct the item of the list
log-corrected = corrected, in “{ $step }”: { $fields }
log-corrected-start = corrected, at the start: { $fields }
log-assigned = the role “{ $role }” is played by { $who }
log-on = (done on { $day })
log-paper-on = (done on { $day } by { $who }, entered from paper)
log-paper = (done by { $who }, entered from paper)
help-correct = Correct an answer that was given; what had read it is read again
    .step = The step that had asked; without it, the one that asked this question, or the start
    .dry-run = Only say what would be done again
help-assign = Say who plays a role; without a role, show who plays what
    .role = The role, by name or title
    .name = The person's name
    .email = The mail address
    .phone = The phone number
why-dropped-by = it is left out, because { $by } took this item out of the list on { $when }: { $reason }
