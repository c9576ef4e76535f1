#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Changes a name again and again, the caller's own or that of what PATH names; writes one line per acknowledged change.

acts.py HOST PORT TOKEN FIRST COUNT [PATH [SECONDS between two]]. Ends when the server does.
"""
import http.client
import json
import sys
import time

host, port, token, first, count = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
path = sys.argv[6] if len(sys.argv) > 6 else "/api/v1/user"
pause = float(sys.argv[7]) if len(sys.argv) > 7 else 0
connection = http.client.HTTPConnection(host, port, timeout=10)
try:
    for n in range(first, first + count):
        connection.request("PUT", path, json.dumps({"name": f"Alice {n}"}),
                           {"Content-Type": "application/json", "Authorization": "Bearer " + token})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"status {answer.status}")
        print(n, flush=True)
        time.sleep(pause)
except (OSError, http.client.HTTPException):
    pass
