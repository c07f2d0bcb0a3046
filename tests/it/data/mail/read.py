"""Reads a message with another program's eyes, and writes what it sees as JSON."""

import email.policy
import json
import pathlib
import sys

message = email.message_from_bytes(pathlib.Path(sys.argv[1]).read_bytes(), policy=email.policy.default)
names = ("From", "To", "Cc", "Reply-To", "Subject", "Message-ID", "In-Reply-To", "References", "Date", "Auto-Submitted", "X-Unsent", "Bcc")
body = message.get_body(("plain",))
print(json.dumps({
    "head": {name: str(message[name]) for name in names if message[name] is not None},
    "encoding": str(body["Content-Transfer-Encoding"]),
    "body": body.get_content(),
    "attached": {part.get_filename(): part.get_content_type() for part in message.iter_attachments()},
    "defects": [type(defect).__name__ for part in message.walk() for defect in part.defects],
}))
