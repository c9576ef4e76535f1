#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Changes the caller's own name again and again; writes one line per acknowledged change. Ends when the server does."""
import http.client
import json
import sys

host, port, token, first, count = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
connection = http.client.HTTPConnection(host, port, timeout=10)
try:
    for n in range(first, first + count):
        connection.request("PUT", "/api/v1/user", json.dumps({"name": f"Alice {n}"}),
                           {"Content-Type": "application/json", "Authorization": "Bearer " + token})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"status {answer.status}")
        print(n, flush=True)
except (OSError, http.client.HTTPException):
    pass
