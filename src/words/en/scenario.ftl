# What is said of scenarios. One sentence per finding, without a final period; ".help" says what to do.

### Names

scenario-procedure = there is no procedure “{ $id }” to try out
scenario-procedure-unsound = the procedure “{ $id }” has findings of its own: it cannot be tried out
    .help = pasapas check { $file }
scenario-step = there is no step “{ $step }”
scenario-step-in = there is no step “{ $step }” in “{ $path }”
scenario-item-missing = “{ $step }” goes through a list: which item is meant?
    .help = give its number or its key: { $step }[1]
scenario-item-none = “{ $step }” goes through no list: nothing stands in brackets behind it
scenario-item-last = “{ $step }” names an item; a step was expected
    .help = go on with the step inside: { $step }.STEP
scenario-inside-none = there is nothing inside “{ $step }”
scenario-list = there is no list “{ $list }”
scenario-drop-item = which item leaves?
    .help = give its number or its key: { $list }[1]
scenario-known = there is: { $names }
scenario-input = “{ $field }” is not asked at the start
scenario-setting = the procedure has no setting “{ $field }”
scenario-field = “{ $field }” is not asked here
scenario-option = “{ $option }” is not an option here
scenario-option-none = “{ $step }” has no options to choose from
scenario-no-mail = “{ $step }” sends no mail
scenario-code = there is no code “{ $code }”

### The form of an entry

scenario-form-several = one entry does one thing: “{ $first }” or “{ $second }”, not both
scenario-form-clock = the clock moves to a moment (at) or by a time (after), not both
scenario-form-beside = “{ $key }” does not go with “{ $deed }”
scenario-form-alone = “{ $key }” says nothing without something that is done
scenario-form-empty = this entry does nothing and expects nothing
scenario-clock-back = the clock never goes back: it is { $now } already

### Refusals

scenario-refused = refused ({ $code }): { $reason }
scenario-problem = { $field }: { $problem }
scenario-and = { $first }; { $second }
scenario-not-refused = this should have been refused ({ $code }), and was accepted
scenario-refused-otherwise = refused, but otherwise than expected: { $came } instead of { $code } – { $reason }
scenario-says = the refusal says something else: { $said }

### Expectations

scenario-nothing = none
scenario-state = expected { $expected }; the run is { $came }
scenario-step-state = expected “{ $step }” { $expected }; it is { $came }
scenario-open = open: { $came }
scenario-open-missing = expected open and not: { $missing }
scenario-open-more = open and not expected: { $more }
scenario-open-both = expected open and not: { $missing }; open and not expected: { $more }
scenario-not-reached = “{ $step }” has never opened
scenario-reached = “{ $step }” has opened
scenario-value = expected { $expression } to be { $expected }; it is { $came }
scenario-value-none = { $expression } cannot be computed here: { $reason }
scenario-offered = “{ $step }” offers: { $came }
scenario-due = expected “{ $step }” to be due { $expected }; it is due: { $came }
scenario-mails = mails that left: { $came }
scenario-mail-to = it went to: { $came }
scenario-mail-subject = the subject is: { $came }
scenario-mail-says = the mail of “{ $step }” does not say this

### What is played

test-none = there is no scenario for “{ $what }”
    .help = the scenarios of a procedure lie beside it, in NAME.test.yaml
scenario-recorded = A recorded run
