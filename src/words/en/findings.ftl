# What `check` says of a procedure. One sentence per finding, without a final period; `.help` says what to do.

### Shared help

did-you-mean = did you mean “{ $name }”?

what-role = a role
what-source = a source
what-list = a list
what-field = a question of this list
what-step = a step that can be named here
what-holder = a step that holds this one
what-document = a document
what-contact = a contact
what-email = a mail
what-setting = a setting
what-secret = a secret that was noted before this step
what-attachment = a document or of a file that is asked for
what-moment = a date that is asked for or of a step

### What “--fix” does

fix-replace = replace “{ $typed }” with “{ $name }”
fix-spaces = put ordinary spaces
fix-colon = add the colon
fix-quote = put the text in straight quotation marks
fix-insert = add the line “{ $line }”
fix-remove = take “{ $key }” out

### The file: YAML

yaml-limit-size = the file is larger than { $limit } MB
yaml-limit-depth = keys and lists are nested more than { $limit } levels deep
yaml-limit-nodes = the file has more than { $limit } keys and values
yaml-limit-findings = more than { $limit } errors: only the first are shown
yaml-encoding = the file is not UTF-8: byte { $byte }, on line { $line }, cannot be read
    .help = in your editor, choose “Save with encoding”, then “UTF-8”
yaml-encoding-wide = the file is UTF-16 (two bytes per letter), not UTF-8
yaml-encoding-cut = the file stops in the middle of a character, on line { $line }: it is incomplete, or not UTF-8
yaml-char = the character { $char } is invisible or changes the direction of reading: take it out
yaml-char-return = a carriage return alone ends the line here: only a line feed, or both, do
    .help = save the file with “LF” or “CRLF” line endings
yaml-syntax = from here on, the file cannot be read as YAML
    .help = check that the line is aligned with its neighbours, the colon behind the key, and the dashes of lists
yaml-syntax-tab = a tab aligns this line: YAML does not accept it
    .help = put spaces in its place, two for each level
yaml-syntax-quote = quotation marks are opened and never closed
    .help = close them at the end of the sentence; a straight apostrophe inside a text opens or closes them too
yaml-syntax-bracket = a bracket or brace is opened and never closed
    .help = close it, or write the list on several lines, a dash before each
yaml-syntax-space = a no-break space aligns this line: YAML does not take it for a space
    .help = put ordinary spaces in its place
yaml-syntax-inner = the quotation marks around this text are closed before its end
    .help = put the text between straight double quotation marks, "…": an apostrophe closes nothing there
yaml-syntax-colon = a colon is missing behind “{ $key }”
    .help = write “{ $key }:”, then the value
yaml-syntax-level = this line is level with none of those before it
    .help = the keys of one group begin in the same column
yaml-syntax-dash = this line begins with a dash, and another of the same group has none
    .help = a dash before every line makes a list; without dashes these are keys
    .other = without a dash
yaml-sentence = YAML cuts this sentence into pieces, because of a colon, a comma or its first sign
    .help = put the whole sentence between straight quotation marks: "…"
yaml-shape-empty = the file holds no procedure
    .help = begin with a model: pasapas new my-procedure
yaml-shape-documents = a second procedure begins here, after a line “---”: a file holds only one
yaml-shape-key = the name of a key is a plain text, neither a list nor a group of keys
yaml-duplicate-key = the key “{ $key }” is written twice in the same place
    .first = the first time here
yaml-feature-anchor = an anchor (“&”) is not allowed: every text is written where it is read
yaml-feature-alias = a reference (“*”) is not allowed: copy what it stands for, or put a text that begins with “*” in quotation marks
yaml-feature-tag = a tag (“!”) is not allowed: put a text that begins with “!” in quotation marks
yaml-feature-directive = a directive (“%”) is not allowed: the file begins with the procedure itself
yaml-feature-merge = a merge (“<<”) is not allowed: copy the keys that it brings

### The form of values

key-unknown = there is no key “{ $key }” here
    .elsewhere = “{ $key }” stands elsewhere: in { $objects }
    .many = no key of this place resembles it; “pasapas schema” lists them all
    .help = keys that can still be used here: { $keys }
key-level = the key “{ $key }” is not at the right level: it belongs to “{ $owner }”
    .less = indent it less
    .more = indent it more
    .beside = level with this key
key-level-head = the key “{ $key }” is not at the right level: it belongs to the head of the file
key-missing = the key “{ $key }” is missing
    .help = add a line like “{ $line }”
key-missing-role = nothing says who does this step
    .help = add “role” to the step, or once for all at the head of the procedure
value-form = this must be { $expected }
value-form-empty = this key has no value
value-form-dash = this dash is not level with the one above: it is read as more of that text
    .help = align the dashes of a list
value-form-space = put a space behind each dash
value-form-letter = “{ $letter }” ({ $char }) is not the letter that it looks like: type the word again by hand
value-form-example = it is written like “{ $example }”
value-form-like = it is written “{ $line }”
value-form-one = only one name can stand here, without brackets: a step has one role, a wait comes from one side
value-form-channel = a secret is passed on orally, by phone, by SMS or from hand to hand, never by mail
value-quote = “{ $value }” is read as a number, or as true or false, where a text is needed
    .help = write it between straight quotation marks: "{ $value }"
form-name = a name of small letters without accents, digits and underscores, 64 at most, like “send_terms”
form-path = the name of a step, or its path with dots, like “everyone.handover”
form-id = a name of small letters without accents, digits and hyphens, like “order-certificates”
form-version = a version number of three parts, like “1.0.0”
form-date = a date written year-month-day, like “2026-11-22”
form-language = a language code, like “fr” or “en-GB”
form-duration = a duration, like “3 working days” (minutes, hours, days, weeks, months, years, working days, clear days)
form-moment = a deadline, like “3 working days”, “48 hours after call_time” or “1 month before wedding_day”
form-other = another value
form-size = a size, like “10 MB” (KB, MB, GB)
form-instant = a day, perhaps with a time, like “2026-03-02” or “2026-03-02T09:00”
form-line = a text on one line
form-filled = filled in
form-minimum = a number from { $limit } upwards
form-maximum = a number up to { $limit }
form-among = one of these words: { $words }
form-type = { $types ->
    [string] a text
    [boolean] “true” or “false”
    [integer] a whole number
    [number] a number
    [array] a list
    [object] a group of keys, one a line, indented
    [array-object] a group of keys, or a list of such groups
    [array-string] a text, or a list of texts
    [array-object-string] a text, a group of keys, or a list
    [boolean-string] “true”, “false” or a name
    [boolean-number-string] an expression
    [number-string] a number or a text
    [object-string] a text or a group of keys
   *[other] a value of another kind ({ $types })
}

### The head of the file

procedure-id = the procedure is called “{ $id }”, but its file is called “{ $file }”
    .help = write “id: { $file }”, or rename the file
procedure-id-language = “pasapas” is 1: the only version of the language that this program knows

### Steps

step-exit-none = nothing says what comes next: an exit is missing ({ $exits })
    .help = add for instance “next: another_step”, or “end: success” if the path ends here
step-exit-several = several exits are written where only one is possible ({ $exits })
    .other = another exit is here
step-verb-several = a step does one thing, and this one does several: { $verbs }
step-verb-needs = “{ $key }” means something only beside “{ $owner }”
step-verb-each = “{ $key }” goes through a list, but “start” and “steps” do not say which steps to follow for each item
step-verb-chunk = “{ $key }” and “chunk” exclude each other: one goes on one by one, or in groups
step-verb-standby = “{ $key }” and “join: first” exclude each other: nothing leads to a step that stands by for an event
step-verb-ask = a group, a loop or a call asks no questions itself
    .help = move “ask” into one of its steps, or into a step before it
step-unknown = “{ $name }” is not the name of { $what }

### Names

name-unknown = “{ $name }” is not the name of { $what }
    .known = possible names: { $names }
    .none = there is nothing of that kind to name here
    .recipient = a recipient is a role, a mail address, or an expression between double braces
name-twice = “{ $name }” already means something else
    .help = give one of the two another name: a step, a question or an item of a list never means two things
    .first = already here
name-twice-reserved = “{ $name }” is a word of the language: choose another name
field-twice = “{ $name }” is asked for twice on one path, { $when }
    .help = ask for it once only, or give one of the two questions another name
field-twice-kind = “{ $name }” is asked for in two places, with two different types

### Questions

field-form-needs = this type of question needs “{ $key }”
field-form-bounds = “max” is smaller than “min”: no answer fits
field-form-never = no answer can come up to this limit
field-form-date = there is no such date
field-form-pattern = “pattern” cannot be read as a regular expression, or is too large a one
field-form-patterns = the procedure has more than { $limit } different regular expressions
field-form-seen = this file is seen and not kept: nothing looks at “{ $key }”
field-form-key = “{ $key }” means nothing for a question of type “{ $kind }”
field-form-default = the value that “default” offers would be refused: { $reason }

### The graph

graph-cycle = these steps wait for each other in a ring, and none can open: { $path }
    .help = to do a step again, write “back: step”; otherwise take out one of the ways below
    .next = “{ $from }” leads to “{ $to }”
    .after = “{ $to }” waits for “{ $from }”
    .until = “{ $to }” stays open until “{ $from }”
graph-unreachable = no path leads to “{ $step }”
    .help = name it in the “next” of another step or in “start”, or delete it
graph-start = “{ $step }” is a step to begin with, but another one leads to it
    .help = take it out of “start”, or take out the way that leads to it
graph-after = this wait may never end: “{ $step }” depends on “{ $standby }”, which may not come, and “{ $standby }” is only left out once “{ $holder }” is settled
    .help = wait for the event in the group that it stands in, or lead a way from it to what follows
    .there = this may not come
graph-standby = “{ $step }” stands by for an event that may never come: it is named in “start”, and no way leads to it
    .help = write for instance “start: [ …, { $step } ]”, and remove the ways that lead to it
graph-no-end = { $count ->
    [one] from “{ $step }” on, no path comes to an end
   *[other] from “{ $step }” on, no path comes to an end ({ $count } steps are in this case)
}
    .help = write “end: success” (or “failure”, or “neutral”) where the path ends
graph-back = one can come to “{ $step }” without having passed through “{ $target }”: { $path }
    .help = go back only to the step itself, or to a step that all paths pass through
graph-undecided = nobody decides here
    .help = ask a person, with “choose” in a step without “if”, and put the stop or the way back there
graph-undecided-verb = “{ $word }” is not allowed here: this step settles by itself, and only a person stops or goes back
graph-undecided-many = “{ $word }” is not allowed here: with “many”, several answers can hold at once
graph-undecided-if = “{ $word }” is not allowed here: where “if” is false the step is passed, and nobody would have decided it
graph-undecided-failure = where “if” is false the step is passed, and would lead to a failure that nobody has seen
    .help = lead to a step without “if” that says “end: failure”, or end with “neutral”

### Calls of other procedures

call-unknown = no procedure is called “{ $id }”
call-unsound = the procedure that is called, “{ $id }”, has errors of its own
    .help = mend it first: pasapas check { $id }
call-recursive = a procedure ends up calling itself: { $path }
    .help = take out one of these calls; to do a step again there is “back”
call-limit-deep = procedures call one another more than { $limit } levels deep
call-limit-steps = with this call, the procedure and all that it calls have more than { $limit } steps
call-limit-help = take out this call, or simplify what it calls
call-form-input = “{ $id }” asks for nothing named “{ $input }” when it starts
call-form-missing = “{ $id }” needs “{ $input }” to begin
    .help = add a line “{ $input }:” under “with”, with the value to give
call-form-returns = “{ $id }” knows nothing named “{ $name }”, and cannot give it back

### Choices, routes, waits, rules

choice-form-verb = this step cannot ask a question: only a plain task and a wait can
    .help = move “choose” to a step that follows this one
choice-form-always = all answers have a condition: perhaps none is offered
    .help = take the “if” off one answer, or add one that is always possible
choice-form-default = the step may be passed because of its “if”, and nothing says which answer holds then
    .help = write “default: true” on one answer, and on one only
choice-form-forward = the only answer that is always offered goes back: one might never get out
choice-form-late = “late” already is this wait’s answer for “too late”: give this one another name
choice-form-route-last = the last way has a condition: where it is false, nobody knows where to go
    .help = take off its “when”, or add a way without condition behind it
choice-form-route-early = this way has no condition: those behind it are never taken
    .help = give it a “when”, or put it last
choice-form-next = all the steps that follow have a condition: perhaps none opens
    .help = take the “if” off one of them, or write “route” with a last way without condition
field-form-outside = “outside” is only said of a setting: of the address of somebody outside the organisation
personal-outside = this mail leaves the organisation ({ $to }) and carries personal data: { $names }
    .help = send only what is needed; if these are, accept it with “allow” and the reason
personal-unmarked = “{ $field }” is personal data, and “{ $input }” of “{ $procedure }”, which receives it, does not keep it as such
    .help = write “personal: true” at that question of the called procedure
rule-form-none = the rule does not say what it demands: a key is missing ({ $exits })
    .help = add for instance “requires: step”: that step will always have been done before
rule-form-several = one rule demands one thing ({ $exits })
    .other = another demand is here
rule-form-step = the rule names “{ $path }”, but “{ $name }” is no step there
rule-form-answer = the rule wants the answer “{ $name }”, but the step “{ $step }” has none of that name
    .none = this step has no answers: name the step alone
wait-form-late = “late” says what follows when time has run out, but this wait has no time limit
    .help = add the limit, for instance “within: 10 working days”
wait-form-every = several reminders are planned, but nothing says how often: add “every”

### Texts and expressions

template-syntax = this expression cannot be read: { $why }
    .help = check that every brace, parenthesis and quotation mark is closed; a name is written as in “ask”
template-syntax-statement = this is not offered in texts: { $word }
    .help = a text knows “if” and “for”; “*” multiplies numbers only
template-why-end = it stops too early: a brace, a bracket or an “if” stays open
template-why-quote = a quotation mark is opened and never closed
template-why-comment = a comment is opened and never closed
template-why-escape = this sign has no meaning after a backslash
template-why-number = this number cannot be read
template-why-arguments = there are too many values between the brackets
template-why-reserved = “{ $found }” is a word of the language and cannot be a name
template-why-equals = “=” does not compare; to compare, write “==”
template-why-before = something is missing before “{ $found }”
template-why-expected = “{ $found }” comes too early: “{ $expected }” must come first
template-why-found = “{ $found }” does not belong here
template-why-other = the signs do not make an expression
template-syntax-number = “*” multiplies numbers, and nothing says that “{ $name }” is one
    .help = ask for it with the type “integer” or “decimal”, or write “{ $name } | int”
template-filter = no filter, test or function is called “{ $name }”
    .help = some of the filters: date, short_date, time, phone, identifier, enumerate, number, plus, minus, days_until, length, join, default
template-variable = “{ $name }” does not exist here
    .help = a value comes from a question asked before, from “inputs”, “settings” or “computed”
template-variable-part = “{ $of }” has nothing named “{ $name }”
template-variable-own = “{ $name }” is only asked for in this step, and this text is read before the answer is given
    .help = ask for it in a step before, or say this in a step behind
template-limit = this text is too long, or nested too deep (limit: { $limit })
    .help = divide it into several texts, or compute a part of it in “computed”
template-limit-computed = this value is computed from another, that one from another, and so on more than { $limit } levels deep
    .help = put several of these computations into one
template-secret = “{ $name }” is a secret: it stands in no text, mail or computation
    .help = take it out; to pass it on, write a “handover” step
computed-cycle = these values are computed from one another in a ring: { $path }
    .help = begin with a question, an input or a setting

### Warnings

unused = “{ $name }” is { $what } that nothing uses
    .help = use it, or delete it
title-twice = two steps have the same title: on a printed list nobody can tell them apart
wait-endless = nothing reminds anyone of the wait “{ $step }”: it can last without being noticed
    .help = add “within” (a time limit), “remind” (reminders) or “due” (a deadline)
allow-unused = “{ $code }” is accepted here, but nothing of that kind is reported: take this line out
allow-unused-unknown = “{ $code }” is not a warning that can be accepted

template-filter-method = a filter is not called like a function: “{ $name }”
    .help = write it behind a bar: value | { $name }
template-variable-part-plain = it is a plain value, without parts
template-optional = “{ $name }” may be missing here: the question is optional, or not always asked
    .help = put “{"{"}% if { $name } is defined %{"}"} … {"{"}% endif %{"}"}” around it, or write “{ $name } | default('…')”
template-type-key = “{ $key }” is none of the possible answers
template-type-compare = { $a } and { $b } are compared here: they are never equal
    .help = a number is written without quotes, a text with them; what a person chose is compared with its key
template-type-order = { $of } is neither before nor after anything
    .help = compare with == or !=, or compare the number of items: … | length
template-type-moment = “{ $text }” is no date
    .help = a date is written '2026-12-01', a time '09:30', both '2026-12-01T09:30'
template-type-chain = this double comparison reads a text as something else than text
    .help = write two comparisons: a <= b and b <= c
template-type-reckon = “{ $sign }” does not reckon with { $of }
    .help = to join texts write ~; to count the items of a list, … | length
    .dates = to a date one adds a duration: date + "30 days", date | plus("3 working days"); between two dates: start | days_until(end)
template-type-duration = “{ $text }” is no duration
    .help = a duration is written "3 days"; units: minutes, hours, days, weeks, months, years, working days, clear days
template-type-hours = a date without a time has neither hours nor minutes
    .help = ask for a field of type “datetime”, or count in days
template-type-count = the filter “{ $filter }” takes { $count ->
        [0] no value
        [one] one value
       *[other] { $count } values
    } in parentheses
    .help = see the filters and their examples on the page of the language
template-type-count-between = the filter “{ $filter }” takes { $least } to { $most } values in parentheses
template-type-named = the filter “{ $filter }” does not know “{ $name }”
template-type-input = the filter “{ $filter }” does not take { $of }
    .help = see the filters and their examples on the page of the language
template-type-list = a list is due here, and this is { $of }
    .help = a list comes from a question of type “list” or “options”, from a computed value, or is written ['a', 'b']
template-type-condition = a condition is true or false, and this is { $of }
    .help = compare it with something: … == '…', … > 0, … is defined
    .list = count: … | length > 0
template-type-whole = this value has several parts and is not printed as a whole
type-any = a value
type-text = a text
type-number = a number
type-boolean = yes or no
type-day = a date
type-time = a time of day
type-instant = a date with a time
type-days = a number of days
type-option = a person’s choice
type-secret = a secret
type-list = a list
type-parts = a value with several parts
rule-form-item = “{ $name }” has no items
    .help = brackets name an item of an “each”: each[key].step
template-no-hours = a date without a time has neither hours nor minutes
template-date-plus = to a date one adds a duration, such as "3 days"
template-date-minus = from a date one takes a duration, such as "3 days", or another date
template-whole = a value with several parts is not printed as a whole: name the part
