# The versions of a procedure: what differs, and runs that move to the present version.

### What differs

diff-count = { $count ->
    [0] nothing differs
    [one] 1 change
   *[other] { $count } changes
}
diff-runs = { $count ->
    [one] 1 open run
   *[other] { $count } open runs
}
diff-no-runs = No open run follows “{ $procedure }”: name two versions to compare
diff-head-steps = Steps
diff-head-inputs = At the start
diff-head-settings = Settings
diff-head-emails = Mails and letters
diff-head-documents = Documents
diff-head-roles = Who acts
diff-head-contacts = Whom to call
diff-head-sources = Sources
diff-head-procedure = The procedure
diff-head-other = { $key }
diff-question = question “{ $title }”
diff-option = answer “{ $title }”
diff-procedure = itself
diff-part = “{ $title }”
diff-called = called procedure: { $procedure }
diff-at-start = at the start
diff-after = after “{ $steps }”
diff-moved = now comes { $place }
diff-renamed = was called { $was }
diff-wording = { $count ->
    [one] 1 text or reference changed
   *[other] { $count } texts or references changed
}
diff-back = back to “{ $step }”
diff-end-success = end: success
diff-end-failure = end: failure
diff-end-neutral = end
diff-stop = { $end }, and everything stops
diff-where = { $what } if { $when }
diff-true = yes
diff-false = no
diff-key-leads = leads to
diff-key-late = too late, leads to
diff-key-title = title
diff-key-text = text
diff-key-status = status
diff-key-role = who
diff-key-not-by = by somebody else than
diff-key-same-by = by the person who did
diff-key-attention = warning
diff-key-note = note
diff-key-checks = to tick
diff-key-documents = documents
diff-key-contacts = whom to call
diff-key-require = requires
diff-key-if = only if
diff-key-join = opens
diff-key-after = also waits for
diff-key-due = due
diff-key-not-before = not before
diff-key-waivable = may be set aside
diff-key-source = references to sources
diff-key-email = mail
diff-key-wait = awaits
diff-key-wait-from = awaited from
diff-key-within = within
diff-key-remind = reminders
diff-key-type = kind of answer
diff-key-help = help
diff-key-optional = optional
diff-key-default = offered beforehand
diff-key-min = at least
diff-key-max = at most
diff-key-pattern = form
diff-key-personal = personal data
diff-key-options = options
diff-key-one-option = option { $name }
diff-key-computed = value { $name }
diff-key-rules = rules
diff-key-to = to
diff-key-cc = copy to
diff-key-subject = subject
diff-key-body = text
diff-key-attach = attached
diff-key-each = for each of
diff-key-call = procedure carried out
diff-key-url = address
diff-key-phone = phone

version-not-found = no run has version { $version } of “{ $procedure }”
    .help = name the file of that version instead
version-several = { $count } different texts of “{ $procedure }” have version { $version }
    .help = say which: { $versions }

### Moving to the present version

upgrade-other = this run follows another procedure: “{ $procedure }”
upgrade-over = the run is finished or cancelled: it keeps its version
upgrade-unsound = { $count ->
    [one] the present version has an error ({ $file }): mend it first (pasapas check)
   *[other] the present version has { $count } errors ({ $file }): mend them first (pasapas check)
}
upgrade-unreadable = { $count ->
    [one] this program finds an error in the version of this run and cannot read it
   *[other] this program finds { $count } errors in the version of this run and cannot read it
}
upgrade-gone = it is settled, and the present version no longer has this step
upgrade-mailed = { $why }; and its mail has left already
upgrade-verb = the present version makes it a step of another kind
upgrade-after = the present version waits for { $steps } first
upgrade-passes = the present version decides otherwise: its condition is not the same any more
upgrade-unreached = in the present version nothing that was settled leads here
upgrade-first = the present version asks for “{ $steps }” first
upgrade-list = the present version goes through another list here
upgrade-groups = the present version takes the items otherwise here, in groups or one by one
upgrade-given = the present version gives something else to the called procedure
upgrade-answer = the answer to “{ $field }” does not fit any more: { $why }
upgrade-unasked = the present version asks for “{ $field }” here, which was not asked
upgrade-waived = it was set aside, and the present version does not allow that
upgrade-late = it was settled as too late, which the present version does not have
upgrade-channel = the secret was handed over in a way that the present version does not have
upgrade-same-person = the same person did “{ $step }”, which the present version does not allow
upgrade-other-person = somebody else did “{ $step }”, which the present version does not allow
upgrade-choice-none = an option was chosen, and the present version asks for none
upgrade-choice-missing = the present version asks for a choice here
upgrade-choice-one = several options were chosen, and the present version wants one
upgrade-option = option “{ $option }” was chosen, and the present version does not offer it
upgrade-require = the answers do not fulfil what the present version requires: { $say }
upgrade-stuck = where it leads cannot be computed in the present version: { $why }
upgrade-back = in the present version what was answered goes back
upgrade-stop = in the present version what was answered does not stop the same steps
upgrade-moved = { $count ->
    [one] 1 run has moved to the present version
   *[other] { $count } runs have moved to the present version
}
upgrade-would-move = { $count ->
    [one] 1 run can move to the present version
   *[other] { $count } runs can move to the present version
}
upgrade-stayed = { $count ->
    [one] 1 keeps its own
   *[other] { $count } keep their own
}
upgrade-present = { $count ->
    [one] 1 has it already
   *[other] { $count } have it already
}
upgrade-sum = { $parts }.
upgrade-none = No open run.
upgrade-verdict-moves = moves to the present version
upgrade-verdict-would = can move to the present version
upgrade-verdict-stays = stays on { $version }
upgrade-at = “{ $step }”: { $why }
upgrade-opens = { $count ->
    [one] to do: { $steps }
   *[other] to do: { $steps }
}
upgrade-back-ahead = { $count ->
    [one] ahead again: { $steps }
   *[other] ahead again: { $steps }
}
upgrade-left = { $count ->
    [one] no longer to be done: { $steps }
   *[other] no longer to be done: { $steps }
}
holidays = public holidays that count: { $of ->
    [alsace-moselle] those of Alsace-Moselle
   *[france] those of all France
}
upgrade-nothing = nothing changes for this run as it stands
carried-added = answer offered beforehand, taken: { $fields }
carried-removed = answer put aside: { $fields }
carried-ticked = { $count ->
    [one] 1 check stays ticked
   *[other] { $count } checks stay ticked
}
carried-ways = now leads to { $steps }
carried-due = due: { $when }
carried-due-none = no longer due
show-upgraded = Version { $version } since { $when } ({ $by }), before that { $from }
log-upgraded = moved to version { $version }
log-start = the start
log-carried = { $what }: { $changes }
