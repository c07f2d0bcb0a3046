# What was done on paper, and comes back into its run.

### What cannot be read of the typed line

slip-long = this is too long: at most { $limit } bytes in one go
slip-words = too many words for one step: at most { $limit }; a semicolon is probably missing before
slip-quote = this quotation mark is never closed
slip-bracket = this square bracket is never closed
slip-row = this bracket is never closed
slip-unfit = this does not fit here
slip-option = “{ $given }” is none of the answers: { $options }
slip-list = a line of the list is written between round brackets, its cells parted by commas: (Ana, Martin, 0612345678)
slip-file = a file is attached by its path: @scan.pdf
slip-cells = this line has more cells than the list has columns ({ $limit })
slip-cell = column “{ $column }”: { $said }
slip-by = a name is to follow “by”
slip-day = “{ $given }” is no day: write 12/03, 12/03/2026 or yesterday
slip-who = nobody is known here who is called “{ $called }”
    .help = known are: { $names }; put a text between quotation marks
slip-who-several = “{ $called }” may be { $names }
    .help = write the whole name: by "Marie Dupont"
slip-over = this word is too much: the step has nothing left to fill in here
    .help = put a text of several words between quotation marks; an answer may be named: tel=0612345678
slip-ambiguous = this can be read in several ways
    .help = put each text between quotation marks, or name the answers: name="Marie Dupont" town="Le Mans"

### What contradicts the run

enter-number = there is no step “{ $given }” on these pages: they go from { $from } to { $to }
    .help = an entry begins with the printed number of the step, or its code of four characters; two entries are parted by a semicolon
enter-gone = the step “{ $title }” is no more in version { $version }, which the run follows now
    .help = take it out of what you enter; what was done can be said in a remark (pasapas note)
enter-holder = { $number } is a group: it settles by itself once its steps are settled
    .help = say its steps: { $number }.1, { $number }.2, …
enter-item = { $number } is done for each line of the list: which one is missing
    .help = write { $number }[3], or { $number }[Name]; a sheet printed for one person says it by its code (--printed)
enter-item-over = { $number } is not done for so many lines
enter-settled = “{ $step }” is done already, by { $by } on { $when }, with other answers
    .help = if the paper is right: pasapas correct (one answer) or pasapas reopen (the whole step), on “{ $path }”; else take it out of what you enter
enter-settled-so = “{ $step }” is done already, by { $by } on { $when }, with another answer: { $answer }
enter-waived = “{ $step }” was set aside by { $by } on { $when }: { $reason }
enter-twice = “{ $step }” is there twice
enter-left-out = “{ $step }” is left out: { $reasons }
    .help = see which answer on paper differs from the one in the run: pasapas log
enter-ahead = “{ $step }” cannot be done yet: { $reasons }
    .help = if what is missing is done too, enter it with the rest; the order does not matter
enter-ahead-steps = “{ $step }” cannot be done yet; first comes: { $steps }
enter-reopened = “{ $step }” was reopened after these pages had been printed: the answer is the one from before
enter-reopened-by = “{ $step }” was reopened after these pages had been printed, by { $by } on { $when }: the answer is the one from before
enter-before-run = { $day } is before the beginning of the run, { $began }
enter-before-step = on { $day } it could not be done yet: “{ $step }” was done on { $first }
enter-not-before = { $day } was too early: not before { $from }
enter-confirm = if it is so all the same, add --confirm
enter-refused = { $count ->
    [one] nothing is recorded: there is something to mend
   *[other] nothing is recorded: there are { $count } things to mend
}
    .help = mend what you entered and try again

### The pages

enter-printed = “{ $code }” is not the code of a printed page
    .help = it stands below the square on the first page: 01a21da3+17, or 01a21da3+17#3 for the sheet of one person
enter-printed-run = “{ $code }” is not the code of pages of this run, { $run }
enter-printed-records = these pages would have been printed after { $records } records, and the run has only { $known }
enter-printed-version = “{ $code }” does not fit: the run followed version { $version } then
enter-older = these pages show version { $then }; the run follows version { $now } now: steps were found by their names
enter-version = the run moved from version { $from } to version { $now } on { $when }: numbers are those of the present version; if the pages are older, give their code (--printed)
enter-rounds = { $count ->
    [one] step { $steps } was reopened: if the pages are older, give their code (--printed)
   *[other] steps { $steps } were reopened: if the pages are older, give their code (--printed)
}

### What is said while one enters

enter-source = typed
enter-nothing = there is nothing to record
    .help = for example: pasapas enter @last "4 yes 12/03 MD; 5; 7 0612345678"
enter-utf8 = it is no text in UTF-8
enter-ask = What was done on paper?
    .hint = one step a line: number, answers, day, initials, as “4 yes 12/03 MD”; an empty line ends it
enter-unseen = nothing is recorded that nobody has reviewed
    .help = look at it (--dry-run), then add --yes
enter-signed = { $day }, { $who }
enter-already = recorded so already
enter-answer = { $question }: { $answer }
enter-rows = { $count ->
    [one] { $list }: one line
   *[other] { $list }: { $count } lines
}
enter-question = { $count ->
    [one] Record this step?
   *[other] Record these { $count } steps?
}
enter-dry-run = { $count ->
    [one] one step would be recorded; nothing is
   *[other] { $count } steps would be recorded; nothing is
}
enter-all-there = all of it is recorded so already: nothing has changed
show-entered = entered from paper by { $by }, { $when }

help-enter = Enter what was done on paper, in one go
    .text = What was done, as “4 yes 12/03 MD; 5; 7 0612345678”: printed number or code, answers, day, initials; without it, it is asked for line by line, or read from standard input
    .file = The same from a file; - reads standard input
    .printed = The code of the pages, below the square on the first one: it tells which version they show, and what has happened since
    .item = The line of the list that is meant where an entry names none: its number or name
    .on = The day, where an entry names none: 12/03, 12/03/2026, yesterday
    .by = Who did it, where an entry names nobody: initials, short or whole name
    .confirm = What is doubtful is meant so
    .yes = It was reviewed: ask nothing
    .dry-run = Only show what would be recorded
