"""A real mail server for the tests (aiosmtpd): keeps every message it takes as a file, `NUMBER.RECIPIENT.eml`.

receive.py FOLDER [--cert FILE --key FILE] [--implicit] [--user NAME --password WORD]
It listens on a free port of this machine and writes its number to standard output.
"""

import argparse
import asyncio
import itertools
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
for name in ("--cert", "--key", "--user", "--password"):
    parser.add_argument(name)
parser.add_argument("--implicit", action="store_true")
args = parser.parse_args()
numbers = itertools.count(1)


class Keep:
    async def handle_DATA(self, server, session, envelope):
        name = "+".join(envelope.rcpt_tos)
        (args.folder / f"{next(numbers):05}.{name}.eml").write_bytes(envelope.original_content)
        return "250 kept"


def known(server, session, envelope, mechanism, given):
    right = given.login == args.user.encode() and given.password == args.password.encode()
    return AuthResult(success=right)


async def main():
    context = None
    if args.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(args.cert, args.key)
    options = {"hostname": "localhost"}
    if args.user:
        options |= {"authenticator": known, "auth_required": True, "auth_require_tls": bool(args.cert) and not args.implicit}
    if context and not args.implicit:
        options |= {"tls_context": context, "require_starttls": True}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Keep(), **options), "127.0.0.1", 0, ssl=context if args.implicit else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
