# What the command line says. Refusals and findings have their own pages.

### Words of everywhere

cli-error = error
cli-warning-word = warning
cli-warning = warning:
cli-help = help:
cli-refused = refused [{ $code }]:
cli-unsound = { $count ->
    [one] “{ $file }” has an error: the procedure cannot be used before it is mended
   *[other] “{ $file }” has { $count } errors: the procedure cannot be used before they are mended
}
cli-written = written: { $file }
cli-file-exists = “{ $file }” is already there, and was not touched
cli-file-unwritable = “{ $file }” cannot be written: { $reason }
cli-form-none = there is no form for a file “{ $ending }”; nothing was written
    .help = possible forms: { $forms }
graph-terminal = a picture cannot be shown here: give it a file with -o, like graph.png
graph-scale = --scale goes from { $low } to { $high }
graph-dots = the picture would have { $wide } dots by { $high }, too many: make --scale smaller, or take the SVG, sharp at any size
graph-unpainted = the picture could not be painted; the SVG is still there
graph-glyphs = { $n ->
    [one] one sign has no shape in the picture: { $signs }; whoever looks at an SVG may have a typeface with it
   *[other] { $n } signs have no shape in the picture: { $signs }; whoever looks at an SVG may have a typeface with them
}
graph-inside-unknown = the step “{ $step }” holds no others: there is nothing to draw inside it
graph-inside-none = no step of this procedure holds others
cli-items-blank = “{ $option }” means nothing here: a procedure that has not begun has no items yet; name a run
cli-items-none = “{ $option }”: this run has no items yet
cli-item-blank = “--item { $item }” means nothing here: a procedure that has not begun has no items yet; name a run
cli-item-unknown = no item of the run is called “{ $item }”
cli-item-none = the lists of the run are still empty

### What is set up

cli-no-folder = “{ $folder }” is no folder of procedures
cli-bad-name = the name of who acts is empty, too long, or holds a character that cannot be seen
cli-store-postgres = a PostgreSQL store cannot be used yet
cli-store-unknown = “{ $store }” is no store that can be opened here
cli-store-form = give a file: “sqlite:/path/pasapas.db”, or the path alone (“./name:of:file” where it holds a colon)

### What the help of a refusal gives

cli-hint-set = { $count ->
    [one] give it with { $options } (or --data file.yaml)
   *[other] give them with { $options } (or --data file.yaml)
}
cli-hint-attach = attach the file with --attach { $field }=FILE; where none is kept here: --set { $field }=seen
cli-hint-secret = --set { $field }=noted
cli-hint-choose = give the answer with --choose
cli-hint-by = say by which channel with --by
cli-hint-confirm = if it is meant so, try again with --confirm
cli-hint-reason = give it with --reason
cli-hint-why = pasapas why RUN STEP
cli-hint-list = pasapas list

### Answers on the command line

cli-set-form = “{ $given }” is not of the form field=value
cli-set-path = “{ $path }” does not say where the answer goes; for example: person.name, list[1].name (items follow each other)
cli-data-map = a group of keys is wanted, one for each question
cli-data-unreadable = “{ $file }” cannot be used: { $reason }
cli-attach-size = the file has { $size }, and the organisation keeps files of at most { $limit }: “max_file” in the settings
cli-attach-name = the file's name holds a character that cannot be seen or read

### Deadlines and waits

cli-due = due { $when } (in { $days } days)
cli-due-today = due today ({ $when })
cli-due-tomorrow = due tomorrow, { $when }
cli-due-late-today = late since today ({ $when })
cli-due-late = { $days ->
    [one] one day late (due { $when })
   *[other] { $days } days late (due { $when })
}
cli-not-before = not before { $when }
cli-waits = waiting for { $what }
cli-waits-from = waiting for { $what } ({ $from })
cli-role-person = { $role }: { $name }
cli-awaited = { $steps } ({ $who })
cli-show-awaits = waits for { $steps }

### The state of a run

cli-state-open = under way
cli-state-success = success
cli-state-failure = failure
cli-state-neutral = ended
cli-state-cancelled = cancelled
cli-finished = The run has ended: { $state }.
cli-cancelled = The run is cancelled: { $reason }
cli-preparing = Answers of the start are still missing.
cli-nothing-changed = Nothing has changed.
cli-more-open = { $count ->
    [one] … and one more open step
   *[other] … and { $count } more open steps
}

### check

cli-check-fix = “--fix” does it
cli-check-fixed = { $count ->
    [0] nothing to mend without you
    [one] 1 finding mended
   *[other] { $count } findings mended
}{ $files ->
    [0] {""}
    [one] {" "}in 1 file
   *[other] {" "}in { $files } files
}
cli-check-would-fix = { $count ->
    [0] nothing to mend without you
    [one] 1 finding would be mended
   *[other] { $count } findings would be mended
}{ $files ->
    [0] {""}
    [one] {" "}in 1 file
   *[other] {" "}in { $files } files
}
cli-fix-built-in = built-in procedures are not mended: “--fix” wants a file or a folder
cli-check-settings = “{ $file }”: settings, not a procedure; “pasapas doctor” checks them
cli-check-builtin = there is no folder “workflows” here: it is the procedures of the program that are checked; those of this folder, by “pasapas check .”
cli-check-summary = { $files ->
    [one] 1 procedure
   *[other] { $files } procedures
}: { $errors ->
    [0] no error
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [0] no warning
    [one] 1 warning
   *[other] { $warnings } warnings
}

### explain

cli-code-unknown = no finding or refusal has the code “{ $code }”
cli-explain-all = the list of codes: pasapas explain

### start

cli-not-in-team = “{ $name }” is not in the team (“team” in the settings)
cli-settings-missing = { $count ->
    [one] a setting is missing for “{ $procedure }”; mails that use it will have a gap (see pasapas doctor):
   *[other] { $count } settings are missing for “{ $procedure }”; mails that use them will have gaps (see pasapas doctor):
}

### todo, list, show

calendar-name = Pas à pas
cli-todo-mails = Mails to be decided
cli-todo-count = { $count ->
    [0] Nothing to do.
    [one] 1 step to do
   *[other] { $count } steps to do
}{ $late ->
    [0] {""}
    [one] {""}, 1 of them late
   *[other] {""}, { $late } of them late
}
cli-list-count = { $count ->
    [0] No run.
    [one] 1 run
   *[other] { $count } runs
}
cli-list-more = the { $count } runs last changed; all of them with --all
cli-list-touched = changed { $when }
cli-list-status = { $procedure } ({ $status })
cli-status-draft = draft
cli-status-incomplete = incomplete
cli-status-valid = valid
cli-status-obsolete = obsolete
cli-show-state = { $state }, begun { $when } by { $by }
cli-show-count = { $done ->
    [0] no step settled of { $all }
    [one] 1 step settled of { $all }
   *[other] { $done } steps settled of { $all }
}
cli-show-steps = { $count ->
    [one] 1 step
   *[other] { $count } steps
}
cli-show-mail = Mail { $mail } is to leave: { $step }

### reopen, add, drop, note

cli-falls = { $count ->
    [0] Nothing else would have to be done again.
    [one] One other step would have to be done again:
   *[other] { $count } other steps would have to be done again:
}
cli-put-back = { $count ->
    [one] 1 step is ahead again
   *[other] { $count } steps are ahead again
}
cli-add-item = “{ $list }” names an item: name the list alone, and give the item with --set
cli-drop-item = “{ $list }” names no item: write list[key] or list[number]
cli-noted = Noted.

### mail

cli-mail-count = { $count ->
    [0] No mail.
    [one] 1 mail
   *[other] { $count } mails
}
cli-mail-none = no mail waits to leave
cli-mail-left = left { $when } ({ $by }, { $how })
cli-mail-withdrawn = taken back: it will not leave
cli-mail-ready = written for good, has not left yet
cli-mail-waiting = is to leave
cli-mail-how = by other means
cli-mail-to = To:
cli-mail-cc = Cc:
cli-mail-reply-to = Reply to:
cli-mail-subject = Subject:
cli-mail-attached = Attached:
cli-mail-attach = to be attached by yourself: { $title }
cli-mail-then = once it has left: pasapas mail { $run } sent { $mail }
cli-mail-gaps = mail { $mail } is recorded as gone with gaps: { $why }

### new

cli-new-id = “{ $id }” is no name of a procedure: lower-case letters, digits and hyphens, like “order-certificates”
cli-new-name = the file is named after the procedure: { $id }.yaml
cli-new-then = check it: pasapas check { $file }

### doctor

doctor-title-program = Program
doctor-title-workflows = Procedures
doctor-title-store = Store
doctor-title-settings = Settings
doctor-title-procedure = Procedure
doctor-title-as = Who acts
doctor-title-terminal = Terminal
doctor-program = pasapas { $version }, language: { $lang }
doctor-workflows = { $count ->
    [0] none in “{ $folder }”
    [one] one, in “{ $folder }”
   *[other] { $count }, in “{ $folder }”
}
doctor-workflows-built-in = { $count } built in (neither --workflows nor a folder “workflows” here)
doctor-store = { $count ->
    [one] { $file } (1 run)
   *[other] { $file } ({ $count } runs)
}
doctor-store-none = { $file }: it will be made by the first run
doctor-key = key of the personal data: { $file }; keep a copy elsewhere, without it these data are lost
doctor-settings = { $file } { $organisation }
doctor-settings-none = no settings file
doctor-settings-where = it goes here: settings.yaml in the present folder, or { $file }; it may hold { $keys }
doctor-procedure = { $id }: nothing is missing
doctor-procedure-settings = { $count ->
    [one] { $id }: a setting is missing or does not fit
   *[other] { $id }: { $count } settings are missing or do not fit
}
doctor-as = { $name }
doctor-as-stranger = { $name }, the login name, which is not in the team: say who acts, by --as or PASAPAS_AS
doctor-terminal = { $width } columns, without colour
doctor-terminal-color = { $width } columns, in colour
doctor-terminal-none = no terminal: nothing is asked, answers are given by options

### log

log-started = begin of “{ $procedure }” { $version }
log-saved-inputs = answers of the start kept
log-saved = answers kept: { $step }
log-ticked = ticked, no. { $check }: { $step }
log-opened = open: { $step }
log-opened-again = open again (round { $round }): { $step }
log-passed = passed: { $step }
log-left-out = left out: { $step }
log-whole-run = the run
log-cut-stop = { $what }: the rest is stopped by “{ $step }”
log-cut-waived = { $what }: the rest is set aside
log-cut-enough = { $what }: there is enough
log-done = done: { $step }
log-late = (too late)
log-back = (back to { $step })
log-channel-oral = (spoken)
log-channel-phone = (by phone)
log-channel-sms = (by SMS)
log-channel-in-person = (from hand to hand)
log-waived = set aside: { $step }; reason: { $reason }
log-reopened = reopened: { $step }; reason: { $reason }
log-reopened-back = to be done again: { $step }
log-put-back = ahead again: { $step }
log-item-added = joins “{ $list }”: { $item }
log-item-dropped = leaves “{ $list }”, number { $number }; reason: { $reason }
log-mail-ready = mail { $mail } written
log-mail-left = mail { $mail } left: { $how }
log-noted = remark: { $text }
log-noted-step = remark on “{ $step }”: { $text }
log-finished = end: { $state }
log-cancelled = cancelled; reason: { $reason }

### A wrong use

usage-argument-too-many = “{ $arg }” is one too many
usage-unknown-argument = there is no option “{ $arg }” here
usage-unknown-command = there is no command “{ $command }”
usage-missing-command = a command is missing
usage-missing-argument = missing: { $arg }
usage-missing-value = “{ $arg }” wants a value
usage-invalid-value = “{ $value }” does not fit “{ $arg }”
usage-conflict = “{ $arg }” does not go with what is given already
usage-utf8 = a word of the command is not UTF-8
usage-equals = “{ $arg }” is given with an equals sign
usage-too-many = “{ $value }” is one too many for “{ $arg }”
usage-other = the command cannot be read (detail: { $detail })
usage-values = possible values: { $values }
cli-log-filter = “{ $part }” in PASAPAS_LOG is not understood: a level, or a subject and a level, as in “info,mail=debug”
cli-log-form = “{ $given }” is no value of PASAPAS_LOG_FORMAT: “text” or “json”
usage-help = to know more: { $command }

### Help

help-template =
    <about-with-newline>
    Usage: <usage>

    <all-args>
help-heading-commands = Commands
help-heading-options = Options
help-heading-arguments = Arguments
help-command = COMMAND
help-value = What stands for a word in capitals
    .channel = CHANNEL
    .date = DATE
    .dir = DIR
    .field = FIELD
    .file = FILE
    .format = FORMAT
    .id = ID
    .item = ITEM
    .key = KEY
    .lang = LANG
    .list = LIST
    .mail = MAIL
    .name = NAME
    .new = NEW
    .old = OLD
    .option = OPTION
    .output = FILE
    .path = PATH
    .proc = PROC
    .role = ROLE
    .run = RUN
    .shell = SHELL
    .state = STATE
    .step = STEP
    .text = TEXT
    .url = URL
    .version = VERSION
    .value = VALUE
    .what = WHAT
    .when = WHEN
help-any = Everywhere
    .help = Print this help
    .version = Print the version
    .workflows = The folder of procedures [PASAPAS_WORKFLOWS; else ./workflows, else those built in]
    .store = Where runs are kept: sqlite:PATH [PASAPAS_STORE]
    .settings = The organisation's settings [PASAPAS_SETTINGS; else ./settings.yaml]
    .as = Who acts [PASAPAS_AS; else the login name]
    .lang = fr or en [PASAPAS_LANG; else the locale, else fr]
    .color = In colour: auto, always or never
    .quiet = Data and refusals only
    .verbose = Say more
    .json = For programs: JSON, always of the same form
    .personal = With personal data, in JSON
    .run = The run: the beginning of its id, or @last for the one last touched
    .step = The step, by the number before it or by its name: step, group.step, each[Claire].step or each[2].step
    .set = An answer: field=value, person.name=value, list=@file.yaml, or JSON
    .data = A YAML or JSON file of answers; “-” reads standard input
    .attach = A file to keep: field=FILE
    .sheet = A list read from a spreadsheet, XLSX or CSV: list=FILE
    .confirm = What looks doubtful is meant so
    .reason = Why
    .procedure = The procedure: its name, or the path of its file
help-pasapas = Procedures that people follow step by step
help-check = Check procedures
    .paths = Files, folders or procedures; else all of them
    .format = human, json, sarif or github
    .deny = “warnings”: warnings weigh as much as errors
    .fix = Mend in the files what leaves no doubt
    .dry-run = With --fix: show the changes, write nothing
help-explain = The page of a finding or refusal
    .code = Its code; else the list of all
help-graph = The graph of a procedure or run
    .what = The procedure or run
    .format = The form: svg, png, mermaid or dot; else the file’s ending says
    .output = The file to write; else standard output
    .inside = Only what this step holds: an each, a section or a call
    .scale = How large a PNG is: so many dots for each unit of the SVG
help-checklist = The printable checklist, blank or filled in
    .what = The procedure (blank) or run (filled in)
    .format = md, html or pdf; else as the file's name ends
    .personal = With personal data
    .output = The file to write; else standard output
    .role = Only what this role does
    .item = Only what concerns this item
    .items = A sheet for each item of the lists, all in one file
    .table = Only the tables: where each item stands, step by step
    .no-left-out = Without what was left out
help-run = Start a run, or go on with one, and be led through it
    .name = The procedure, or the run to go on with
help-start = Start a run without being led; prints its id
    .role = Who plays a role: role=Name <address>
    .split = Share a list that is too long out among several runs, each with a note that names the others
help-sheet = Write an empty spreadsheet, to collect a list in
    .what = The procedure or the run
    .list = The list
    .output = The file to write, .xlsx or .csv
help-todo = What can be done now, over all runs
    .ics = What is due, as a calendar (.ics), for a diary
    .role = Only what this role does
    .mine = Only what is mine to do
    .late = Only what is late
    .procedure = Only this procedure
help-list = The runs
    .all = All of them, not only those last changed
    .state = In this state: open, success, failure, neutral or cancelled
    .procedure = Only this procedure
help-show = Where a run stands
    .grid = Where each item of its lists stands: people by steps
    .all = Every step, those of items that wait or are finished too
help-log = Everything that happened in it, and who did it
help-done = Settle a step
    .step = The step, by the number before it or by its name: step, group.step, everyone[Claire].step or everyone[2].step; several at once, or everyone[*].step for all with whom it is open
    .again = The mail of the step leaves again, though one left already
    .choose = The option chosen; repeat it where there are several
    .by = How a secret was handed over: oral, phone, sms, in_person
    .on = The day it was done
    .round = The round that the answer is meant for
help-waive = Set a step aside, saying why
    .step = The step, by the number before it or by its name: step, group.step, everyone[Claire].step or everyone[2].step; several at once, or everyone[*].step for all with whom it is open
    .choose = The option that holds from now on
help-reopen = Do a step again
    .dry-run = Only say what would have to be done again
help-add = Add an item to a list, or all those of a spreadsheet
    .sheet = A spreadsheet, XLSX or CSV: all its items join the list, or none
    .list = The list
help-drop = Take an item off a list
    .item = The item: list[key] or list[number]
help-diff = What differs between two versions of a procedure
    .old = The earlier version: a file, a procedure, PROC@VERSION, or a run; alone: what open runs follow, beside the present version
    .new = The later version; without it, the present one
help-upgrade = Move open runs to the present version of their procedure
    .all = All open runs
    .procedure = With --all: only runs of this procedure
    .to = To this version rather than the present one: a file, or PROC@VERSION
    .dry-run = Only say which can, and why the others cannot
help-why = Why a step stands as it does: what is missing, and with whom
help-note = A remark on a run or step
    .text = The remark
    .step = The step that it is about, by its number or name
help-cancel = Give a run up
help-mail = The mails of a run, and what lies in the outbox
help-mail-list = All mails
help-mail-show = A mail in words; without a number, the first that is to leave
    .mail = Its number
help-mail-export = A mail as a file (.eml) that a mail program opens as a draft
    .format = eml (a draft), text or html; else what fits how it leaves, or the file’s ending
    .mail = Its number
    .output = The file to write; “-” for standard output
help-mail-sent = A mail has left by other means
    .on = The day it really left
    .again = It leaves again, though one left already
    .confirm = It left, though it lacks an address or a setting
    .mail = Its number
    .how = How
help-new = A first procedure to write on
    .id = Its name, like order-certificates
    .output = The file to write; else in the folder of procedures
help-schema = The JSON Schema of the language, for editors
    .what = procedure or scenario
help-lsp = Help while one writes, in any editor that speaks LSP
    .stdio = Over standard input and output, which is how it is anyway
help-doctor = What is set up, where, and what is missing
    .procedures = Procedures, or files of procedures; otherwise all
help-completions = What a shell needs to complete commands
    .shell = bash, zsh, fish, elvish or powershell
help-man = Manual pages
    .folder = A folder for all pages; else the main one, on standard output

# test

cli-test-summary = { $count ->
    [one] 1 scenario played
   *[other] { $count } scenarios played
}: { $failed ->
    [0] no failures
    [one] 1 does not hold
   *[other] { $failed } do not hold
}
cli-test-unplayed = { $count ->
    [one] 1 file could not be played
   *[other] { $count } files could not be played
}
cli-test-uncovered = no scenario reaches some parts of the procedure (--deny uncovered)
cli-test-story = so far:
cli-test-story-before = { $count ->
    [one] 1 act before
   *[other] { $count } acts before
}
cli-test-steps = steps
cli-test-options = options
cli-test-routes = routes
cli-test-mails = mails
cli-test-ends = ends
cli-test-no-step = steps never done:
cli-test-no-option = options never chosen:
cli-test-no-route = routes never taken:
cli-test-no-mail = mails that never left:
cli-test-no-end = ends never reached:
cli-test-recorded = this scenario plays and ends as the run does; nothing that people typed freely is in it any more
cli-test-differs = this scenario does not end as the run does: an answer that was replaced decided something. Steps that differ: { $steps }
cli-test-always = always
cli-test-counterexamples = { $count ->
    [0] the proof has found nothing that a story could show
    [one] { $count } finding shown by a scenario; once the procedure is mended it will no longer hold
   *[other] { $count } findings shown by a scenario each; once the procedure is mended they will no longer hold
    }
cli-test-unshown = { $code } could not be shown by a story: { $message }
cli-test-paths = { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}, drawn from { $played ->
    [one] 1 way that was played
   *[other] { $played } ways that were played
}
cli-test-bounded = there are more ways: the search stopped after { $limit } (--limit)
cli-test-free = conditions read free answers, which were tried with one value only: { $fields }
cli-test-stuck = answers that were tried were refused here, their ways are missing: { $steps }
help-test = Play the scenarios of procedures
    .files = Files, folders or procedures; else all scenarios
    .format = human, json or junit
    .deny = `uncovered`: what no scenario reaches counts as a failure
    .record = Make a scenario of a run: all that was typed is replaced in it
    .paths-of = Every end of a procedure, with the answers that lead there
    .counterexamples = What the proof found about a procedure: for each finding a scenario that shows it
    .write = With --paths: each row as a scenario
    .limit = With --paths: at most so many ways are played
