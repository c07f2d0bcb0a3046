# What is printed: checklists and graphs.


## The page

paper-steps = The steps
paper-version = version { $version }
paper-run = run { $run }: { $state }
paper-run-short = run { $run }
paper-run-open = under way
paper-run-success = succeeded
paper-run-failure = failed
paper-run-neutral = finished
paper-run-cancelled = called off
paper-started = started on { $at }
paper-started-by = by { $by }
paper-as-of = as of { $at }
paper-at-time = { $date } at { $time }
paper-origin = code of these pages { $origin }
paper-page-of = page { $page } of { $pages }
paper-status-draft = Draft: this procedure is being written, do not follow it yet.
paper-status-incomplete = Incomplete: something is still missing from this procedure.
paper-status-obsolete = Obsolete: this procedure has been replaced, do not follow it any more.
paper-part-role = Only the part of: { $role }
paper-part-item = Only for: { $item }
paper-head-who = Followed by
paper-head-about = File
paper-head-begun = Begun on
paper-contacts = Whom to call
paper-roles = Who does what
paper-role-steps = { $n ->
    [one] step { $steps }
   *[other] steps { $steps }
}
paper-steps-from-to = { $first } to { $last }
paper-outside = beyond our reach: one waits for what comes from there
paper-legend = How to read these pages
paper-legend-order = Follow the numbers, and the arrows where there are some: “go on with 7” skips what lies between. What is skipped stays empty.
paper-legend-code = Date and initial each step that is done. The small code on the right names the step for whoever enters these pages into the program.
paper-legend-blank = Between ‹ ›: what depends on your case.
paper-inputs = To be known before you begin
paper-settings = Facts of your organisation
paper-worked-out = To be worked out
paper-rule-yes-if = yes if { $condition }
paper-begin = Begin with { $step }.
paper-begin-together = Begin with { $steps }, at the same time.
paper-code = code { $code }
paper-colon = :{" "}
paper-hidden = personal data, not printed
paper-ticked = ticked
paper-to-tick = to be ticked

## When to begin a step

paper-after = After { $steps }.
paper-join-all = Only when { $steps } are done, { $n ->
    [2] both of them
   *[other] each of them
}.
paper-join-some = When { $steps } are finished, as far as they concern you.
paper-join-first = As soon as { $steps } is done, without waiting for the rest.
paper-from-if = { $step } (if it takes place)
paper-from-option = { $step } ({ $option })
paper-from-late = nothing came in time
paper-from-came = it has come
paper-beside = At the same time as { $steps }.
paper-start-with = To begin at once, at the same time as { $steps }.
paper-not-before = Not before the end of { $steps }, { $n ->
    [one] if it takes place
   *[other] if they take place
}.
paper-only-if = Only if { $condition }.
paper-only-if-else = { $only } Otherwise → { $then }
paper-pass-as = as for { $option }. { $then }
paper-pass-end = nothing more is to be done here.
paper-pass-below = follow the arrows below all the same.
paper-same-by = By the same person as { $step }.
paper-not-by = By another person than { $step }.
paper-standby = Only if it happens; otherwise this step stays empty.
paper-by-other = { $step } (done by: { $who })

## Where a step leads

paper-go = Go on with { $step }.
paper-go-together = Go on with { $steps }, at the same time.
paper-go-also = { $before } And also { $step }.
paper-go-also-if = { $before } And also { $step }, if { $condition }.
paper-again = Do this step again.
paper-back = Go back to { $step } and do again from there.
paper-if = If { $condition }
paper-else-if = Otherwise, if { $condition }
paper-else = Otherwise
paper-said-if = If { $condition } —
paper-option-if = only if { $condition }
paper-option-default = holds when the step does not take place
paper-route-if = If { $condition }: { $then }
paper-route-else-if = { $before } Otherwise, if { $condition }: { $then }
paper-route-else = { $before } Otherwise: { $then }
paper-route-always = { $then }
paper-end-success = Finished: success.
paper-end-failure = Finished: failure.
paper-end-neutral = Finished.
paper-end-item-success = Finished for this line: success.
paper-end-item-failure = Finished for this line: failure.
paper-end-item-neutral = Finished for this line.
paper-end-part-success = End of this part: success.
paper-end-part-failure = End of this part: failure.
paper-end-part-neutral = End of this part.
paper-stop-run = { $end } Everything else stops.
paper-stop-part = { $end } All that is left of { $step } stops.
paper-stop-item = { $end } The rest of this line stops, the other lines go on.
paper-came = It has come
paper-late = Nothing came in time
paper-late-after = Nothing came after { $within }
paper-choose = Tick one answer:
paper-choose-many = Tick one or several answers:
paper-closing = When this part is finished:
paper-closing-each = When all lines are finished:

## Inside a step

paper-attention = Attention
paper-note = Note
paper-requires = Not accepted
paper-refused-if = If { $condition }:
paper-follow-procedure = Follow the procedure { $procedure }.
paper-document = Document
paper-follow = To follow
paper-follow-not = Do NOT follow
paper-page = page { $page }
paper-pages = pages { $pages }
paper-pages-from = from page { $first } on
paper-pages-to = up to page { $last }
paper-pages-between = pages { $first } to { $last }
paper-call-for-help = In case of trouble:{" "}
paper-done-on = Done on
paper-initials = Initials
paper-cites = { $n ->
    [one] Source { $cites }
   *[other] Sources { $cites }
}
paper-cite = { $number } ({ $place })
paper-send-mail = Send mail { $mark } “{ $title }” to { $to }.
paper-send-letter = Post letter { $mark } “{ $title }” to { $to }.
paper-send-registered = Post registered letter { $mark } “{ $title }” to { $to }.
paper-sent = sent on
paper-posted = posted on
paper-sent-by = { $sent } { $when } by { $who }
paper-wait = Wait for: { $what }.
paper-wait-from = Wait for: { $what } (from: { $from }).
paper-wait-within = Wait for: { $what }, within { $within }.
paper-wait-from-within = Wait for: { $what } (from: { $from }), within { $within }.
paper-remind-once = after { $first }
paper-remind-every = after { $first }, then { $every }
paper-remind-times = { $when }, at most { $n } times
paper-remind-mail = Without an answer, remind { $when }, with mail { $mark } “{ $title }”.
paper-remind-self = Without news, look and remind { $when }.
paper-reminder = reminder { $n }
paper-handover = Hand { $secret } to { $to }, in one of these ways only, and write none of it here:
paper-by-oral = by word of mouth
paper-by-phone = by phone
paper-by-sms = by SMS
paper-by-in-person = from hand to hand
paper-due = At the latest { $when }.
paper-due-within = To be done within { $length }.
paper-earliest = At the earliest { $when }.
paper-earliest-after = At the earliest { $length } after the step began.
paper-before = { $length } before { $what }
paper-later-than = { $length } after { $what }

## Questions

paper-yes = Yes
paper-no = No
paper-optional = optional
paper-default = { $value } if nothing is said
paper-pattern = form: { $form }
paper-accept = { $families }
paper-max-size = at most { $size }
paper-mobile = 06 or 07
paper-exactly = exactly { $least }
paper-day-from = not before { $least }
paper-day-until = not after { $most }
paper-day-between = not before { $least }, not after { $most }
paper-lines-exactly = { $n ->
    [one] one line
   *[other] { $n } lines
}
paper-signs = { $sort ->
    [digits] { $n ->
        [one] digit
       *[other] digits
    }
    [capitals] { $n ->
        [one] capital letter
       *[other] capital letters
    }
    [small] { $n ->
        [one] small letter
       *[other] small letters
    }
    [letters] { $n ->
        [one] letter
       *[other] letters
    }
    [hex] { $n ->
        [one] character among 0–9 and a–f
       *[other] characters among 0–9 and a–f
    }
   *[other] capital letters or digits
}
paper-signs-exactly = { $n } { $what }
paper-signs-between = { $least } to { $most } { $what }
paper-signs-at-least = at least { $least } { $what }
paper-hidden-lines = { $n ->
    [one] one line of personal data, not printed
   *[other] { $n } lines of personal data, not printed
}
paper-row-gone = { $cell } ({ $why })
paper-at-least = at least { $least }
paper-at-most = at most { $most }
paper-between = from { $least } to { $most }
paper-at-most-letters = at most { $most } characters
paper-lines-between = { $least } to { $most } lines
paper-lines-at-least = { $least ->
    [one] at least one line
   *[other] at least { $least } lines
}
paper-lines-at-most = { $most ->
    [one] at most one line
   *[other] at most { $most } lines
}
paper-plays = will be: { $role }
paper-file = attached
paper-file-where = name, or where it is kept
paper-file-seen = seen and checked, nothing is kept here
paper-secret = noted in a safe place
paper-secret-where = where (never what it is)
paper-person-name = Name
paper-person-email = Mail address
paper-person-phone = Phone
paper-copy-card = To be filled in once for each line of the list (at most { $rows } on this page): copy the card.

## Groups

paper-section = Part
paper-call = Procedure { $title }, version { $version }
paper-each = For each { $lines }
paper-each-chunk = For each group of { $size } { $lines }
paper-lines-of = { $n ->
    [one] line of the list { $list }
   *[other] lines of the list { $list }
}
paper-lines-ended = { $ended ->
    [success] { $n ->
        [one] line that succeeded at step { $step }
       *[other] lines that succeeded at step { $step }
    }
    [failure] { $n ->
        [one] line that failed at step { $step }
       *[other] lines that failed at step { $step }
    }
    [dropped] { $n ->
        [one] line dropped from step { $step }
       *[other] lines dropped from step { $step }
    }
   *[neutral] { $n ->
        [one] line that ended neutrally at step { $step }
       *[other] lines that ended neutrally at step { $step }
    }
}
paper-lines-group = { $n ->
    [one] line of this group
   *[other] lines of this group
}
paper-lines-among = { $n ->
    [one] value among { $values }
   *[other] values among { $values }
}
paper-lines-any = { $n ->
    [one] line
   *[other] lines
}
paper-where = { $what } where { $condition }
paper-lines-where = lines of { $list } where { $condition }
paper-one-by-one-groups = One group after the other, in order.
paper-own-pace-groups = Each group goes at its own pace.
paper-call-with = To be put down for { $title }: { $value }.
paper-call-works-out = To be worked out: { $title }, which is { $rule }.
paper-one-by-one = One line after the other, in order.
paper-own-pace = Each line goes at its own pace.
paper-until = The list stays open until { $step } is finished.
paper-enough = The rest need not be done once { $condition }.
paper-copy = Make one copy of these steps for each line.
paper-copy-groups = Make one copy of these steps for each group.
paper-copy-for = This copy is for
paper-item = { $number }. { $label }
paper-item-unnamed = Line { $number }
paper-item-group = Group { $number }
paper-matrix-item = Line
paper-matrix-legend = ✓ done · ▶ to do · – not needed · ↷ passed · ⨯ set aside · empty: not yet
paper-mark-ahead = not yet
paper-mark-open = to do
paper-mark-done = done
paper-mark-left-out = not needed
paper-mark-passed = passed
paper-mark-waived = set aside

## Where a step stands

paper-state-open = to be done now
paper-state-done = done
paper-state-done-by = done by { $who } on { $when }
paper-entered = { $said }, entered from paper by { $who } on { $when }
paper-state-done-when = done on { $when }
paper-state-done-who = done by { $who }
paper-state-left-out = not needed: no way led here
paper-state-left-out-why = not needed: { $why }
paper-why-stopped = stopped by step { $step }
paper-why-dropped = line dropped
paper-why-waived = step { $step } was set aside
paper-why-enough = there was enough
paper-why-stood-down = it did not happen
paper-why-cancelled = the run was called off
paper-why-by = { $why }, by { $who } on { $when }
paper-remark = { $text } ({ $who }, on { $when })
paper-remark-head = Remark
paper-remarks = Remarks
paper-state-passed = not needed: its condition does not hold
paper-state-waived = set aside
paper-state-waived-by = set aside by { $who } on { $when }
paper-state-reason = { $state }: { $reason }

## Appendices

paper-rules = The rules
paper-rule = { $demand ->
    [excludes] never both { $step } and { $other }
    [leads_to] { $step } always leads to { $other }
    [same_person] { $step } and { $other } by the same person
    [other_person] { $step } and { $other } by two different people
   *[requires] { $other } before { $step }
    }
paper-rule-if = { $rule }, if { $condition }
paper-rule-from = follows from { $names }
paper-nothing = nothing
paper-documents = The documents
paper-also = also called: { $names }
paper-files = The files received, with their SHA-256
paper-at-steps = { $n ->
    [one] step { $steps }
   *[other] steps { $steps }
}
paper-mails = The mails and letters
paper-left = left on { $when }, recorded by { $who }
paper-gone = The mails and letters that left
paper-sent-hidden = addressees and text: personal data, not printed
paper-carrier-email = mail
paper-carrier-letter = letter
paper-carrier-registered = registered letter
paper-to = To
paper-cc = Copy to
paper-reply-to = Reply to
paper-subject = Subject
paper-letter-registered = Registered letter with proof of delivery
paper-letter-tracking = Tracking number
paper-letter-day = on { $date }
paper-letter-place-day = { $place }, { $date }
paper-attached = Attached
paper-sources = Where this procedure comes from
paper-source-date = of { $date }
paper-source-checked = read again on { $date }

## Conditions in words

paper-and = { $a } and { $b }
paper-or = { $a } or { $b }
paper-if-always = always
paper-if-never = never
paper-if-yes = { $what }: yes
paper-if-no = { $what }: no
paper-if-is = { $what }: { $value }
paper-if-is-not = { $what }: other than { $value }
paper-if-has = { $what } has { $value }
paper-if-has-not = { $what } has not { $value }
paper-if-below = { $what } is below { $value }
paper-if-at-most = { $what } is at most { $value }
paper-if-above = { $what } is above { $value }
paper-if-at-least = { $what } is at least { $value }
paper-if-before = { $what } comes before { $value }
paper-if-not-after = { $what } does not come after { $value }
paper-if-after = { $what } comes after { $value }
paper-if-not-before = { $what } does not come before { $value }
paper-if-first = it is the first line
paper-if-not-first = it is not the first line
paper-if-last = it is the last line
paper-if-not-last = it is not the last line
paper-if-other = the condition { $condition } holds
paper-if-other-not = the condition { $condition } does not hold
paper-if-filled = { $what } is filled in
paper-if-empty = { $what } is not filled in
paper-if-step-done = step { $step } is done
paper-if-step-not-done = step { $step } is not done
paper-if-some-ended = step { $step }: at least one { $ended ->
    [success] success
    [failure] failure
    [dropped] dropped line
   *[neutral] neutral end
}
paper-if-none-ended = step { $step }: no { $ended ->
    [success] success
    [failure] failure
    [dropped] dropped line
   *[neutral] neutral end
}
paper-if-some-item = { $list } has at least one line where { $condition }
paper-if-no-item = { $list } has no line where { $condition }
paper-question-at = { $title } (step { $step })
paper-goes-on = step { $step }, continued
paper-step = step { $step }
paper-the-step = step { $step }
paper-this-group = lines of this group
paper-loop-index = rank of the line
paper-days-between = number of days from { $from } to { $to }
paper-part-of-each = { $part } of each { $lines }
paper-sum-of = sum of { $what }
paper-count-where = number of lines of { $list } where { $condition }
paper-count-group = number of lines of this group
paper-count-of = { $vowel ->
   *[no] number of { $what }
}
paper-part-of = { $part } ({ $what })
paper-person-name-of = name
paper-person-email-of = mail address
paper-person-phone-of = phone
paper-answer-of = answer given at step { $step }
paper-outcome-of = outcome of step { $step }
paper-ended-of = { $what } of step { $step }
paper-ended-success = successes
paper-ended-failure = failures
paper-ended-neutral = neutral ends
paper-ended-dropped = dropped lines
paper-outcome-success = success
paper-outcome-failure = failure
paper-outcome-neutral = finished
paper-today = today’s date
paper-run-id = number of the file
paper-run-started = date of the beginning
paper-run-operator = your name

## Text that depends

paper-text-if = {"["}if { $condition } —{" "}
paper-text-else-if = {" "}/ otherwise, if { $condition } —{" "}
paper-text-else = {" "}/ otherwise —{" "}
paper-text-each = … and so on for each { $lines }

## Durations

paper-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
paper-every-minutes = { $n ->
    [one] every minute
   *[other] every { $n } minutes
}
paper-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
paper-every-hours = { $n ->
    [one] every hour
   *[other] every { $n } hours
}
paper-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
paper-every-days = { $n ->
    [one] every day
   *[other] every { $n } days
}
paper-weeks = { $n ->
    [one] { $n } week
   *[other] { $n } weeks
}
paper-every-weeks = { $n ->
    [one] every week
   *[other] every { $n } weeks
}
paper-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
paper-every-months = { $n ->
    [one] every month
   *[other] every { $n } months
}
paper-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
paper-every-working-days = { $n ->
    [one] every working day
   *[other] every { $n } working days
}
paper-clear-days = { $n ->
    [one] { $n } clear day
   *[other] { $n } clear days
}
paper-every-clear-days = { $n ->
    [one] every clear day
   *[other] every { $n } clear days
}

## The graph

paper-drawing = Graph of { $steps ->
    [one] { $steps } step
   *[other] { $steps } steps
}.
paper-picture = The graph
paper-picture-of = The graph: { $step }
paper-picture-part = { $title }, { $part } of { $parts }
paper-draw-start = Start
paper-draw-success = Success
paper-draw-failure = Failure
paper-draw-neutral = End
paper-draw-each = for each { $lines }
paper-draw-each-chunk = in groups of { $size } { $lines }
paper-draw-one-by-one = one after the other
paper-draw-enough = enough once { $condition }
paper-draw-only-if = only if { $condition }
paper-draw-standby = only if it happens
paper-draw-join-all = all arrows
paper-draw-join-first = at the first arrow
paper-draw-again = again
paper-draw-items = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
paper-draw-count = { $mark } { $n }
paper-draw-after = not before
paper-draw-until = stays open until then
paper-draw-if = if { $condition }
paper-draw-else = otherwise
paper-draw-behind = after step { $step }
paper-draw-on-to = to { $step }
paper-draw-on-from = from { $step }
paper-draw-way = from “{ $from }” to “{ $to }”
paper-draw-leads = Next: { $ways }
paper-draw-holds = { $n ->
    [one] { $n } step
   *[other] { $n } steps
}
paper-draw-same = the same as in step { $step }
paper-draw-folded = More than { $most } steps: { $n ->
    [one] one group is folded to a box, with the number of its steps
   *[other] { $n } groups are folded, each to a box, with the number of its steps
}.
paper-draw-legend = Legend
paper-draw-ahead = ahead
paper-draw-open = to be done now
paper-draw-done = done
paper-draw-left-out = left out: no way leads here
paper-draw-passed = left out: its condition does not hold
paper-draw-waived = waived
paper-draw-key-choice = question: an answer decides how it goes on
paper-draw-key-mail = mail or letter
paper-draw-key-wait = wait
paper-draw-key-handover = a secret is handed over
paper-draw-key-standby = only if it happens
paper-draw-key-each = for each line of a list
paper-draw-key-section = group of steps
paper-draw-key-call = another procedure
paper-draw-key-folded = folded group: its steps are not drawn
paper-draw-key-way = next
paper-draw-key-back = back: to be done again
paper-draw-key-after = order only: not before
paper-draw-key-late = late: nothing came in time
paper-draw-key-some = waits for all arrows that will be taken
paper-draw-key-all = all of them are needed
paper-draw-key-first = the first is enough
paper-draw-key-counts = lines settled, of all
paper-draw-late = late
paper-draw-stop = stops the rest

## The PDF

paper-terminal = a PDF cannot be shown: give it a file with -o
paper-pace = { $done } sheets of { $total }
paper-unprintable = these pages cannot be made a PDF; nothing was written
    .help = print them as HTML (--format html), and tell us this: { $detail }
paper-glyph = no typeface has the character { $character } ({ $code }){ $step ->
        [none] {""}
       *[other] , step { $step }
    }; it is printed by its number
paper-promise-accessible = what is printed does not allow an archive PDF (PDF/A); this one is still accessible (PDF/UA)
paper-promise-tagged = what is printed allows neither an archive PDF (PDF/A) nor a fully accessible one (PDF/UA); this one is tagged as well as it goes
