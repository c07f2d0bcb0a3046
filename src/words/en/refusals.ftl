# What the program refuses, and why. One sentence per refusal, without a final period; `.help` says what to do.

### What to answer, by type of question

expected-text = a text is needed
expected-integer = a whole number is needed, for instance 12
expected-decimal = a number is needed, for instance 12.5
expected-boolean = yes or no is needed
expected-date = a date is needed, day first, for instance 12/03/2026
expected-time = a time is needed, for instance 09:30
expected-datetime = a date and a time are needed, day first, for instance 12/03/2026 09:30
expected-email = a mail address is needed, for instance claire.martin@example.org
expected-name = a name on one line is needed, without “<” or “>”
expected-phone = a phone number is needed, for instance 02 41 00 00 00
expected-mobile = a mobile phone is needed, beginning with 06 or 07, for instance 06 12 34 56 78
expected-url = the address of a site is needed, which begins with https:// or http://
expected-option = one of the answers that are offered is needed
expected-options = some of the answers that are offered are needed, with commas between them
expected-among = one of these answers is needed: { $options }
expected-item = an item of the list is needed, by its number or its name
expected-file = a file is needed; where none is to be kept, it is enough to say that it was seen
expected-secret = only a confirmation is needed that the secret was noted, or where: never the secret itself
expected-seen = it is enough to say that the document was seen (“seen”): it is not kept
expected-person = a person is needed, for instance Claire Martin <claire.martin@example.org>
expected-record = several questions are to be answered at once, each by its name
expected-list = a list is needed, one item after the other
expected-siren = a SIREN number is needed: nine digits, the last of which checks the others
expected-siret = a SIRET number is needed: fourteen digits, the last of which checks the others
expected-finess = a FINESS number is needed: nine characters, all digits, with A or B in the second place for Corsica
expected-rpps = an RPPS number is needed: eleven digits

### Answers

answer-missing = an answer is missing: { $field }
answer-missing-file = a file is missing: { $field }
answer-missing-secret = it must be said that the secret was noted: { $field }
answer-unknown = nothing of this name is asked for here
answer-form-empty = the answer is empty
answer-form-line = the answer must stand on one line
answer-form-char = the answer holds the character { $char }, which is invisible or changes the direction of reading
answer-form-clock-change = this time does not exist, or exists twice, because the clocks change
answer-form-items = the list is too long (at most: { $limit })
answer-form-few = there are too few (at least: { $limit })
answer-form-many = there are too many (at most: { $limit })
answer-form-short = the answer is too short (number of characters, at least: { $limit })
answer-form-long = the answer is too long (number of characters, at most: { $limit })
answer-form-min = the answer is below what is allowed (at least: { $limit })
answer-form-max = the answer is above what is allowed (at most: { $limit })
answer-form-pattern = the answer does not follow the pattern that is asked for ({ $pattern })
answer-form-evidence = nobody has given this file: attach it to the answer
answer-form-twice = “{ $value }” already stands on line { $first } of the list
answer-doubt-digit = “{ $value }” probably has a typing error: its check digit is not the right one

answer-form = { $count ->
    [one] one answer does not fit
   *[other] { $count } answers do not fit
}
answers-unknown = { $count ->
    [one] an answer is given to a question that is not asked here
   *[other] { $count } answers are given to questions that are not asked here
}
answers-missing = { $count ->
    [one] one answer is missing
   *[other] { $count } answers are missing or do not fit
}
    .help = give them all at once: nothing was recorded yet
answer-not-asked = this is not asked for here, because of the other answers
answer-unknown-near = nothing of this name is asked for here; did you mean “{ $name }”?
answer-refused = the answers contradict each other
answer-doubt = { $count ->
    [one] one answer is doubtful
   *[other] { $count } answers are doubtful
}
    .help = correct it, or confirm that this is what stands on the document
said = { $text }
reason-missing = the reason is missing
    .help = say why in a few words: they stay with the run
note-form = a remark has 1 to 10 000 characters

### What is chosen

choice-missing = an answer must be chosen
choice-none = this step asks for no choice
choice-one = only one answer can be chosen
choice-unknown = “{ $option }” is not an answer that is offered here
choice-offered = possible answers: { $options }
option-late = Too late: the time has run out
route-stuck = the way to take cannot be computed: { $reason }
    .help = name yourself what follows, among: { $ways }
channel-missing = it must be said by which channel the secret was passed on
channel-none = this step passes no secret on: no channel is to be given
channel-refused = “{ $channel }” is not a channel that is allowed for this secret
    .help = allowed channels: { $channels }

### How steps stand

state-ahead = ahead
state-open = open
state-done = done
state-left-out = left out
state-passed = passed
state-waived = waived

### Steps

step-number-alone = the step { $number } is not done for each: name it alone, “{ $number }”
step-number-of = the step { $number } is done for each: say for whom, as “{ $number }[3]”, “{ $number }[Claire]”, or “{ $number }[*]” for all
step-not-found = there is no step “{ $step }” in this run
    .help = a step inside another one is named by its path, like “group.step” or “everyone[2].step”
step-open-nowhere = the step “{ $step }” is open for nobody at the moment
    .help = pasapas show RUN says what is open
step-not-open = the step “{ $step }” is not open: it is { $state }
    .help = ask why “{ $step }” stands so: what is missing, and with whom
step-not-open-settled = the step “{ $step }” is { $state } already, by { $by }
step-stale = this answer is meant for round { $round } of the step, which is now in round { $now }
    .help = look where the step stands, then answer if it is still needed
step-early = it is too early: this step is not settled before { $until }
    .help = wait for that moment, or set the step aside and say why
step-early-late = the time runs until { $until }: it is too early to say “too late”
step-same-person = { $by } did the step “{ $step }”: another person must do this one
    .help = hand it to somebody else
step-other-person = { $by } did the step “{ $step }”: the same person must do this one
    .help = leave it to them; if they have left, have the step set aside or done again
step-by-itself = this step settles by itself, when all that it holds is settled
    .help = settle the steps inside it
waive-refused = the procedure forbids to set this step aside
waive-refused-back = a step that is set aside cannot go back
    .help = choose an answer that leads further
waive-refused-rule = this step cannot be set aside, because of a rule: { $rule }
reopen-refused-state = only a step that is done or waived is reopened, and this one is { $state }
reopen-refused-closed = this step lies in a part that was stopped, dropped or waived: reopen rather the step that did so

### Lists

list-unknown = there is no list “{ $list }” in this run
list-not-yet = the list is not filled in yet: the step “{ $step }” asks for it
list-closed = the list is closed: “{ $step }” has gone through it already
    .help = reopen “{ $step }”, or start another run
list-full = the list is full (at most: { $limit })
    .help = drop an item first, and say why
list-item-unknown = the list has no item number { $item }, or it was dropped from it

### The run

run-begun = the run has begun already
run-preparing = the run has not begun: what is asked for at the start is missing
    .help = answer the questions of the start first
run-over = the run is finished
    .help = reopen the step that must change
run-over-cancelled = the run was cancelled: it is not taken up again

### Mails

mail-unknown = there is no mail number { $mail } in this run
mail-erased = the text of mail { $mail } was erased with the personal data
mail-not-yet = the mail cannot be written yet: “{ $name }” is not known
    .help = answer first the question that gives it
    .setting = give the setting “{ $name }” in the organisation’s settings file
    .step = settle first the step “{ $step }” ({ $path }), which asks for it
    .empty = the step “{ $step }” was settled without this answer; give it now: pasapas correct RUN --set { $name }=…
    .input = it is an input that was left empty; give it now: pasapas correct RUN --set { $name }=…
mail-not-yet-because = the mail cannot be written: { $why }
    .help = a calculation of this mail cannot be done with these answers: correct the answer, or send it by other means
mail-address = a recipient has no mail address that can be used ({ $address })
mail-settings = settings are missing for this mail: { $settings }
    .help = give what is missing; otherwise send it by other means and say that it left
mail-left = mail { $mail } has left already, on { $when } ({ $by })
mail-withdrawn = mail { $mail } was withdrawn: its step is no longer open

### Why a step stands as it does

why-open = it is open, and waits for: { $role }
why-early = it is not settled before { $until }
why-done = it is done, by { $by }
why-waived = it was set aside: { $reason }
why-passed = it was passed, because its condition is false: { $condition }
why-cut-stop = it is left out, because “{ $step }” stopped everything here
why-cut-dropped = it is left out, because this item was dropped from the list
why-cut-waived = it is left out, because the whole of it was set aside
why-cut-enough = it is left out, because there was enough
why-standby = it is left out, because all the rest is finished and the event did not come
why-left-out = it is left out: no way led to it
why-left-out-all = it is left out: all ways would have had to lead to it
why-not-chosen = “{ $step }” did not lead to it (a step that is { $state }); answer chosen: { $choice }
why-scope = it lies inside “{ $step }”, which is not open yet
why-waits-open = it waits for “{ $step }” ({ $path }), which is open and waits for: { $role }
why-waits-ahead = it waits for “{ $step }” ({ $path }), which is still ahead; who will do it: { $role }

### Answers, in words

yes = yes
no = no
file-seen = seen
secret-noted = noted
secret-noted-where = noted: { $place }

### Files, settings, procedures and runs

file-unreadable = the file “{ $file }” cannot be read: { $reason }
file-unwritable = the file “{ $file }” cannot be written: { $reason }
file-exists = “{ $file }” is there already: nothing was written to it
file-unreadable-kind = “{ $file }” is not an ordinary file
settings-yaml = the file of settings “{ $file }”, line { $line }, cannot be read: { $reason }
settings-at = “{ $file }”, line { $line }, “{ $part }”: { $why }
settings-at-all = “{ $file }”: { $why }
settings-root = a file of settings is made of keys: { $keys }
settings-organisation = a name is needed, or “name”, and perhaps “address” and “place”, with their texts
settings-holidays = one of these words is needed: { $words }
settings-map = keys are needed, each with its value
settings-unknown = this key has no place in a file of settings
settings-team = a person is needed: a name, or “name”, and perhaps “email”, “phone” and “roles”
settings-missing = a setting is missing: { $field }
procedure-not-found = no procedure is called “{ $name }”
    .here = the file lies right here, and is named by its path: { $file }
run-not-found = no run is called “{ $run }”
    .help = look at the list of runs; the beginning of the number is enough, and “@last” is the one last touched
run-none = there is no run in this store yet
    .help = “pasapas start” begins one; “pasapas doctor” says which store is read
run-several = several runs begin with “{ $run }”
    .help = give one more sign; the first are: { $runs }
item-not-found = the list “{ $list }” has no item “{ $item }”, or has several of that name

### The store

store-busy = another process has been holding the store for too long: nothing was recorded
    .help = wait a little, and try again
store-conflict = somebody else was faster: nothing of what you just did was recorded
    .help = look where the run stands, and do it again if need be
store-newer = the store was written by a newer version of the program (form { $found }, this one knows form { $known })
    .help = install the newer version here too
store-full = the disk is full: nothing was recorded
store-io = the store can be neither read nor written ({ $reason }): nothing was recorded
store-damaged = what is kept in the store can no longer be understood ({ $reason }): nothing was added to it
store-edition = the text of the procedure that this run follows is no longer in the store, or was changed ({ $hash })
store-missing = there is no store at “{ $path }”
store-is-folder = “{ $path }” is a folder: a file is needed
store-no-file = “{ $path }” is not an ordinary file: the store cannot be there
store-link-broken = “{ $path }” is a link that leads nowhere
store-not-database = “{ $path }” is not a database
store-not-ours = “{ $path }” is no store of this program: nothing was written to it
store-file-system = the disk that holds “{ $path }” does not suit a store: choose a disk of this machine, not one of the network
store-denied = you may not open the store “{ $path }”
store-read-only = the store “{ $path }” can only be read: the file or its folder refuses to be written to
store-open-to-others = the store “{ $path }” can be read by others than you: take that right from them
store-unreachable = the store “{ $path }” is out of reach: { $reason }

### The key of the personal data

store-key-missing = the key of the personal data is not in its place: { $path }
store-key-open = the key of the personal data can be read by others than you: { $path }
store-key-form = this file is not a key: { $path }
store-key-failed = the key of the personal data can be neither read nor made: { $path } ({ $reason })
store-key-wrong = the key “{ $key }” is not that of the store “{ $path }”

### What can no longer be understood in the store

damaged-file = the file is damaged
damaged-record = record { $number } of run “{ $run }” cannot be read
damaged-record-missing = record { $number } of run “{ $run }” is missing
damaged-count = run “{ $run }” should have { $count } records, and has { $found }
damaged-link = record { $number } of run “{ $run }” was changed
damaged-reference = what is kept refers to what is not there any more
damaged-head = the store no longer knows the head of its chain
damaged-edition = the text of procedure “{ $hash }” was changed
damaged-moment = “{ $text }” is no moment
damaged-value-type = a value is not of the expected kind
damaged-key = the store does not know its key
damaged-key-of-run = the key of run “{ $run }” does not open
damaged-key-of-file = the key of file “{ $sha256 }” does not open
damaged-sealed = personal value { $n } of record { $number } does not open (“{ $of }”)
damaged-reserved = “{ $name }” stands where it does not belong
damaged-other = a request that the store refuses (detail, as it gives it: { $detail })

### A text or calculation that cannot be made

template-undefined = “{ $name }” has no value yet
template-undefined-some = one of the values that it uses is still missing
template-impossible = the calculation “{ $found }” does not go with these answers
template-unknown = “{ $found }” uses a calculation that does not exist
template-costly = the text would be too long, or need too many calculations
template-too-long = one of the texts put together would be too long
template-not-date = a date is needed where there is another kind of answer
template-not-time = a time is needed where there is another kind of answer
template-not-duration = a duration is needed, such as “3 working days”

### What the system answers

io-not-found = it does not exist
io-denied = you are not allowed to
io-exists = it is there already
io-not-folder = a part of its path is no folder
io-is-folder = it is a folder, and a file is needed
io-read-only = the disk can only be read
io-full = the disk is full
io-too-large = it is too large
io-name = this file name is not possible here
io-busy = another program is using it
io-interrupted = reading was interrupted
io-not-text = it is not text
io-cut = the file ends too early
io-pipe = the program that was to receive it has stopped
io-memory = there is not enough memory
io-timeout = the answer did not come in time
io-device = the disk reports an error
io-loop = too many links lead from one to another
io-other = the system refuses (detail, as it gives it: { $detail })

evidence-unreadable = a file that was to be kept can no longer be read: { $reason }; nothing was recorded
evidence-changed = a file that was to be kept changed while it was read; nothing was recorded
    .help = try again once nobody writes to it
damaged-evidence = the file { $sha256 } is not as it was kept
export-large = the files of this run come to more than { $limit } MB: that is too much for a text
    .help = give the file a name that ends in “.zip”: -o run.zip
parcel-files-larger = its files are larger than it says

file-family = { $family ->
    [pdf] a PDF
    [image] a picture
    [document] a text document
    [spreadsheet] a spreadsheet
    [presentation] a presentation
    [email] a saved mail
    [text] a plain text
    [archive] an archive
    [audio] a sound
   *[video] a video
}
file-or = { $a } or { $b }
file-form = { $form ->
    [pdf] a PDF
    [png] a PNG picture
    [jpeg] a JPEG picture
    [gif] a GIF picture
    [webp] a WebP picture
    [tiff] a TIFF picture
    [heif] a HEIF picture
    [bmp] a BMP picture
    [docx] a Word document (DOCX)
    [odt] a text document (ODT)
    [rtf] an RTF document
    [xlsx] an Excel workbook (XLSX)
    [ods] a spreadsheet (ODS)
    [pptx] a PowerPoint presentation (PPTX)
    [odp] a presentation (ODP)
    [office] an Office file of before 2007
    [text] a plain text
    [zip] a ZIP archive
    [seven-zip] a 7z archive
    [gzip] a gzip archive
    [rar] a RAR archive
    [audio] a sound
    [video] a video
    [program] a program
    [empty] an empty file
   *[unknown] something that this program does not know
}
size = { $amount } { $unit ->
    [KB] KB
    [MB] MB
   *[GB] GB
}
answer-form-file-ending = “{ $name }” is { $form }, whatever its ending “.{ $ending }” says
answer-form-file-accept = “{ $name }” is { $form }; needed is { $wanted }
answer-form-file-size = “{ $name }” has { $size }: at most { $most } are taken here
