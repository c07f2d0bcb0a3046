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
expected-url = the address of a site is needed, which begins with https:// or http://
expected-option = one of the answers that are offered is needed
expected-options = some of the answers that are offered are needed, with commas between them
expected-among = one of these answers is needed: { $options }
expected-item = an item of the list is needed, by its number or its name
expected-file = a file is needed; where none is to be kept, it is enough to say that it was seen
expected-secret = only a confirmation is needed that the secret was noted, or where: never the secret itself
expected-person = a person is needed, for instance Claire Martin <claire.martin@example.org>
expected-record = several questions are to be answered at once, each by its name
expected-list = a list is needed, one item after the other
expected-siren = a SIREN number is needed: nine digits, the last of which checks the others
expected-siret = a SIRET number is needed: fourteen digits, the last of which checks the others
expected-finess = a FINESS number is needed: nine characters, all digits, with A or B in the second place for Corsica
expected-rpps = an RPPS number is needed: eleven digits

### Answers

answer-missing = an answer is missing: { $field }
answer-unknown = nothing of this name is asked for here
answer-form-empty = the answer is empty
answer-form-line = the answer must stand on one line
answer-form-char = the answer holds the character { $char }, which is invisible or changes the direction of reading
answer-form-clock-change = this time does not exist, or exists twice, because the clocks change
answer-form-mobile = a mobile phone is needed, with 06 or 07
answer-form-items = the list is too long (at most: { $limit })
answer-form-few = there are too few (at least: { $limit })
answer-form-many = there are too many (at most: { $limit })
answer-form-short = the answer is too short (number of characters, at least: { $limit })
answer-form-long = the answer is too long (number of characters, at most: { $limit })
answer-form-min = the answer is below what is allowed (at least: { $limit })
answer-form-max = the answer is above what is allowed (at most: { $limit })
answer-form-pattern = the answer does not follow the pattern that is asked for ({ $pattern })
answer-form-twice = “{ $value }” already stands on line { $first } of the list
answer-doubt-digit = “{ $value }” probably has a typing error: its check digit is not the right one
