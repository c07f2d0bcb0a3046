# Spreadsheets: what is written into them, and what is wrong when they are read.

### What is written into an empty sheet

sheet-part-name = name
sheet-part-email = mail address
sheet-part-phone = phone
sheet-example = Example: { $said }
sheet-yes = yes
sheet-no = no
sheet-seen = seen
sheet-noted = noted
sheet-choices = Choices
sheet-one-of = one of: { $options }
sheet-some-of = one or more, with semicolons between them: { $options }
sheet-needed = to be filled in on every row
sheet-optional = may stay empty
sheet-no-cell = no cell can hold “{ $title }” ({ $name }), which every item of the list must have
    .help = add the items one by one, with pasapas add
sheet-unwritten = the sheet cannot be written: { $reason }
sheet-list-unknown = the procedure “{ $procedure }” asks for no list “{ $list }”
sheet-list-none = the procedure “{ $procedure }” asks for no list
sheet-list-which = the procedure “{ $procedure }” asks for several lists: which one?
sheet-terminal = a workbook cannot be shown: give it a file with -o, .xlsx or .csv
sheet-split-one = --split shares out one list that is given with --sheet and has a limit
sheet-split-note = a list shared out among several runs, part { $part } of { $parts }; the others: { $runs }
sheet-list-option = “{ $given }” has not the form list=FILE
sheet-list-twice = the list “{ $list }” is given twice: by a sheet, and otherwise

### What is wrong with a file

sheet-unusable = “{ $file }” cannot be used: { $reason }
sheet-size = the file is larger than { $limit } MB
sheet-unpacked = once unpacked, the file is larger than { $limit } MB
sheet-cells = the sheet has more than { $limit } filled cells
sheet-rows = the sheet has { $count } filled rows, and a list keeps no more than { $limit }
sheet-damaged = it is no XLSX workbook, or it is damaged; open it in a spreadsheet program and save it as .xlsx or .csv
sheet-old = it is an old .xls workbook, or one that is locked with a password; save it as .xlsx without a password
sheet-no-text = it is neither an XLSX workbook nor a CSV file
sheet-empty = there is nothing to read: hidden sheets are not read
sheet-no-row = there are only the headings of the columns, and no row is filled in
sheet-several = several sheets would do ({ $sheets }): keep only one, or call the right one “{ $list }”
sheet-quote = a quote that opens on row { $row } is never closed

### What is wrong with its columns

sheet-columns = { $count ->
    [one] one column of “{ $file }” is not right
   *[other] { $count } columns of “{ $file }” are not right
}
    .help = the columns, in any order: { $columns }; “pasapas sheet” writes an empty sheet with these columns
sheet-column-near = the column “{ $column }” is not asked for; did you mean “{ $near }”?
sheet-column-unknown = the column “{ $column }” is not asked for; take it out
sheet-column-bare = this column is filled in, but has no heading
sheet-column-twice = the column “{ $column }” is there already
sheet-column-missing = the column “{ $column }” is missing

### What is wrong with its rows

sheet-refused = { $count ->
    [one] one cell or row of “{ $file }” is not right
   *[other] { $count } cells or rows of “{ $file }” are not right
}
    .help = mend the sheet and try again: nothing was recorded
sheet-cell = row { $row }, column “{ $column }”: { $said }
sheet-row = row { $row }: { $said }
sheet-missing = the cell is empty, an answer is needed
sheet-twice = “{ $value }” is on row { $row } already
sheet-twice-there = “{ $value }” is on the list of the run already
sheet-formula = the cell holds a formula, and nothing is reckoned here: put its value in its place (copy, then paste special, values)
sheet-fault = the spreadsheet program shows “{ $fault }” here
sheet-zeros = the number { $number } has only { $digits } digits of { $wanted }: the spreadsheet program has probably taken a zero off its beginning; give the cell the format text, and type the number again
sheet-inexact = this number is too long for a spreadsheet program, which has lost its last digits; give the cell the format text, and type it again
sheet-became-date = the spreadsheet program made a date of what was typed ({ $date }); give the cell the format text, and type it again
sheet-bare-date = { $number } is a number; give the cell a date format, or type the date as 12/03/2026
sheet-merged = the cells { $first } to { $last } are merged: unmerge them
sheet-too-many = { $count ->
    [one] the row { $first } is one too many: the list ends at { $limit }
   *[other] the rows { $first } to { $last } are too many: the list ends at { $limit }
}
    .help = open several runs; for a list that is asked for at the start, “start” does so with --split
