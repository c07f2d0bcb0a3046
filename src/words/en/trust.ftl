### What is no longer as it was recorded

flaw-in-record = run { $run }, record { $number }: { $what }
flaw-in-run = run { $run }: { $what }
flaw-at-place = store, place { $place }: { $what }
flaw-edited = it was changed
flaw-missing = it was deleted
flaw-swapped = it was swapped with number { $with }
flaw-inserted = it was added afterwards
flaw-cut = the end was cut off from here on
flaw-rules = it follows rules that this program does not know
flaw-unknown = it holds an event that this program does not know
flaw-value = personal value { $n } was changed or does not open
flaw-value-gone = personal value { $n } is missing, and nobody erased it
flaw-value-extra = personal value { $n } was added afterwards
flaw-key = the key of its personal data does not open
flaw-summary = what lists show of it is not what its records say ({ $field })
flaw-edition = the text of procedure { $hash } is missing or was changed
flaw-file = file { $sha256 } is missing or was changed
flaw-file-extra = file { $sha256 } was added afterwards
flaw-head = the head of the chain does not follow from the records, or was made without the key
flaw-behind = the head that was kept elsewhere goes further than the store, which ends at place { $place }: the end was cut off, or this is an older copy
flaw-otherwise = the head that was kept elsewhere says something else: the history was rewritten
flaw-database = the file of the store is damaged (detail, as it gives it: { $detail })

### verify

verify-holds = { $runs ->
    [one] Everything holds: 1 run, records: { $records }. Head: { $head }
   *[other] Everything holds: { $runs } runs, records: { $records }. Head: { $head }
}
verify-holds-run = { $records ->
    [one] Everything holds: 1 record.
   *[other] Everything holds: { $records } records.
}
verify-fails = { $count ->
    [one] One thing is no longer as it was recorded. Nothing was repaired.
   *[other] { $count } things are no longer as they were recorded. Nothing was repaired.
}
verify-anchor = “{ $anchor }” is neither the head of a chain (“42:9f86…”) nor a file that holds one on each line

### export and import

parcel-form = it is no run that was exported
parcel-newer = this run was exported by a newer version of the program (form { $found }, this one knows form { $known })
export-flawed = this run is no longer as it was recorded: it is not exported
export-personal = This file holds personal data in the clear: only you can read it, and it is yours to guard.
export-bare = This file holds no personal data: in its place are commitments that tell nothing of it.
import-flawed = this run is not as it was recorded: nothing was taken in
import-otherwise = run “{ $run }” is here already, with another history (records here: { $here }, in the file: { $there }): nothing was taken in
    .help = a run goes on in one place only; compare both with “pasapas log”, and choose
import-id = “{ $run }” is no id of a run
import-bare = this run is open, and its personal data are not in the file: it could not go on here
    .help = export it with --personal
import-now = { $count ->
    [one] Run taken in: 1 record.
   *[other] Run taken in: { $count } records.
}
import-already = All of that is here already: nothing has changed.
import-paused = No mail leaves from it by itself before: pasapas resume { $run }
mail-paused = this run came from another store: a mail may have left from there, and none leaves from here by itself
    .help = if it does go on here: pasapas resume { $run }
resume-done = The mails of this run may leave again.
resume-nothing = The mails of this run are not held back.

### erase

erase-open = this run is open: the steps ahead need its data
    .help = bring it to its end, or give it up (“pasapas cancel”)
erase-nothing = there is nothing to erase: all of it was erased already, or there never was any personal data
erase-would = { $count ->
    [one] One personal value would be erased.
   *[other] { $count } personal values would be erased.
}
erase-done = { $count ->
    [one] One personal value is erased, and its key destroyed.
   *[other] { $count } personal values are erased, and their key destroyed.
}
erase-mails = { $count ->
    [one] One mail left already; who received it still has it:
   *[other] { $count } mails left already; who received them still has them:
}
erase-mail = mail { $mail }, on { $when }, to { $to }
erase-unswept = another program reads the store: encrypted bytes, whose key is destroyed, stay in its log until the next write
erase-copies = these copies, made before a change of form, still hold what was just erased; delete them: { $files }
erase-elsewhere = Backups and exported files keep what was in them.
export-person = This file holds all that the run knows of this person, in the clear: it is for them.
export-person-note = No password and no other secret is ever kept: they cannot be in here. What speaks of other people too is named, and not copied.
export-proof = This file proves what the run holds of this person ({ $files ->
        [0] no files
        [one] one file
       *[other] { $files } files
    }), in the clear: “pasapas verify” checks it anywhere. { $shared ->
        [0] Nobody else is in it.
        [one] One value that also speaks of others is kept back.
       *[other] { $shared } values that also speak of others are kept back.
    }
proof-readme-name = README.txt
proof-readme =
    Proof of what was recorded for { $person }
    Procedure: { $procedure }
    Run: { $run }
    
    page.html     who did what and when, for this person, and what they were shown, to be read in a browser (not there for somebody who plays a role)
    files/        the files that were given, as they were given
    proof.json    every record of the run, tied to each other; the values that speak of this person; the texts of the procedure, as they were shown
    
    “pasapas verify { $file }” says whether proof.json and files/ are what was recorded, without the store or any key. page.html is made of them; proof.json is what counts.
    Of other people only commitments are in it, which tell nothing; values kept back because they also speak of others: { $shared }.
    Head of the chain of the store when this was made: { $head }
    A head that was kept elsewhere earlier (“pasapas verify --anchor”) shows that the store was not rewritten since.
import-proof = this is a proof for one person: most of the run is kept back in it
    .help = take the run in from a file that “pasapas export --personal” wrote
person-unknown = nothing in this run speaks of “{ $name }”
    .help = give the name of an item of a list, or of who plays a role, as “pasapas show” has it
erase-due-reason = kept long enough
erase-due-count = { $count ->
    [0] Nothing has been kept long enough to be erased.
    [one] One run has been kept long enough.
   *[other] { $count } runs have been kept long enough.
}
erase-due-unreadable = run { $run } cannot be read: it was not looked at
erased = erased
show-erased = personal data erased on { $when } by { $by }; reason: { $reason }
show-erased-some = some personal data erased on { $when } by { $by }; reason: { $reason }
log-erased = personal data erased; reason: { $reason }
log-erased-some = personal data erased ({ $count }); reason: { $reason }
log-imported = run taken in from another store
log-imported-bare = run taken in from another store, without its personal data
log-resumed = mails may leave again

### doctor

doctor-chain = everything is as it was recorded; head of the chain, to be kept elsewhere: { $head }
doctor-store-form = it has an older form ({ $form }): the next command makes a copy of it, and leads it on to the present one
doctor-unreadable = { $count ->
    [one] one run follows a text that this program cannot read any more: { $runs }
   *[other] { $count } runs follow texts that this program cannot read any more: { $runs }
}
doctor-paused = { $count ->
    [one] one run from elsewhere waits for “pasapas resume” before its mails leave: { $runs }
   *[other] { $count } runs from elsewhere wait for “pasapas resume” before their mails leave: { $runs }
}
doctor-due = { $count ->
    [one] one run has been kept long enough: pasapas erase --due --dry-run
   *[other] { $count } runs have been kept long enough: pasapas erase --due --dry-run
}
doctor-flawed = nothing was repaired: “pasapas verify” says all of it; leave the files as they are, and bring back a copy from before
doctor-clock = the clock says { $now }, but the last thing was recorded on { $last }: set the clock before anything else is recorded
doctor-disk = { $free } MB are left on the disk of the store, at least { $wanted } should be: make room. What is recorded stays, but on a full disk nothing more can be
doctor-network = the store lies on a network file system ({ $kind }): two machines that use it at once can destroy it. Put it on a disk of this machine (--store, PASAPAS_STORE)
doctor-log = there is something in the log beside the store (-wal) that nobody works with: a program ended suddenly. Nothing is lost, and the next command takes it in; whoever copies the store copies both files
doctor-left = left behind by a copy that was broken off, to be deleted: { $files }
doctor-copies = copies from before a change of form, to be deleted once all is well: { $files }

### Help

help-verify = Whether everything is still what was recorded
    .what = A run, or a file that “export” wrote; without either, the whole store
    .head = Print the head of the chain, to be kept elsewhere
    .anchor = Compare with a head that was kept elsewhere, or with all those in a file
help-export = A run as one file, to be verified or taken in elsewhere
    .personal = Personal data and files too, in the clear
    .person = Not the run, but all that it knows of this person, for them
    .proof = Not the run, but a proof of what it holds of this person, in one file (ZIP) that can be verified without the run
    .output = The file; without it, standard output
help-import = Take a run in from a file that “export” wrote
    .file = The file
help-resume = Let mails leave again from a run that came from elsewhere
help-erase = Erase the personal data of a run that is over
    .person = Only what speaks of this person: an item of a list by its name, or who plays a role
    .due = All runs that are over for longer than their procedure says
    .reason = Why, without naming anybody
    .dry-run = Only say what would be erased

help-files = The files that were attached in a run, and one of them written out again
    .file = Not the list: this file, by its number, its name, or the beginning of its SHA-256
    .output = Where it is written: a file that is not there yet, or “-” for standard output
    .personal = In JSON, with names that are personal data
    .json = One object a line, for programs
files-sum = { $count ->
    [0] no files
    [one] { $count } file
   *[other] { $count } files
}
files-replaced = replaced since
kept-none = “{ $file }” is no file of this run
    .help = pasapas files RUN lists them: name one by its number, its name, or the beginning of its SHA-256
kept-several = { $count } files of this run are called “{ $file }”
    .help = name the one you want by its number: { $numbers }
shown-title = What was shown
shown-about = The texts as they were when each step was done, and the mails as they left. proof.json holds the originals.
shown-done = done on { $when }, recorded by { $by }
shown-left = left on { $when }, recorded by { $by }
shown-mail = Mail: { $subject }
shown-step = A step
shown-withheld = These words also speak of other people and are not repeated here. proof.json holds the text of the procedure.
