# What the editor says, through `pasapas lsp`.

### What a name is the name of

editor-kind-procedure = procedure
editor-kind-source = source
editor-kind-role = role
editor-kind-contact = contact
editor-kind-document = document
editor-kind-email = mail
editor-kind-setting = setting
editor-kind-field = question
editor-kind-computed = computed value
editor-kind-step = step
editor-kind-option = answer
editor-kind-item = item of the list
editor-kind-result = result of the called procedure
editor-kind-local = name bound by a loop of this text
editor-asked = Asked at { $steps }
editor-given = Asked when a run starts
editor-set = Set once by the organisation, outside the procedure
editor-part = Part of { $of }

### What every text knows

editor-var-settings = The organisation’s settings: `settings.name`
editor-var-documents = The documents: `documents.name.title`, `.url`, `.file`, `.note`
editor-var-contacts = The contacts: `contacts.name.title`, `.phone`, `.email`, `.url`, `.hours`
editor-var-roles = Who holds a role: `roles.name.name`, `.email`, `.phone`
editor-var-run = The run: `run.id`, `run.started`, `run.operator`
editor-var-today = The date of the day
editor-var-titles = The title of what was chosen: `titles.channel`

### The filters

editor-filter-date = A date in words: “1 March 2026”
editor-filter-short-date = A date in figures: “01/03/2026”
editor-filter-time = A time of day
editor-filter-phone = A phone number, in groups
editor-filter-identifier = An identifier (SIRET, FINESS…), in groups
editor-filter-number = A number, as the language writes it
editor-filter-enumerate = A list in one sentence: “a, b and c”
editor-filter-plus = A later date: `plus("3 working days")`
editor-filter-minus = An earlier date: `minus("1 month")`
editor-filter-days-until = How many days until another date: `days_until(today)`
editor-filter-length = How many items there are, or letters
editor-filter-default = Another value where this one is not defined
editor-filter-join = The items one after the other: `join(", ")`

### Changing a name

editor-rename-nothing = there is no name to change here
editor-rename-form = “{ $name }” does not fit: it takes { $expected }
editor-rename-taken = a procedure is called “{ $name }” already
editor-rename-unsure = “{ $name }” is written in a way that cannot be changed safely ({ $file }, line { $line })
editor-rename-breaks = this change would break “{ $file }”: { $reason }
editor-rename-broken = “{ $file }” does not read as YAML: mend it first, names would be missed
editor-rename-file = the file “{ $name }” would have to get another name too, which this editor cannot do
