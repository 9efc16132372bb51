#!/usr/bin/env python3
"""Asks what somebody should see, and reports that it was shown and clicked. Standard library only.

    python3 examples/clients/sample.py [HOST [WORKSPACE [KEY [CUSTOMER [EXPERIENCE]]]]]

or ATTUNE_SERVER, WORKSPACE_ID, PERSONALIZE_KEY in the environment. The defaults are the demo's.
"""

import base64
import json
import os
import sys
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone


def argument(position, default):
    return sys.argv[position] if len(sys.argv) > position else default


HOST = argument(1, os.environ.get("ATTUNE_SERVER", "http://127.0.0.1:8080"))
WORKSPACE = argument(2, os.environ.get("WORKSPACE_ID", "DEMO"))
KEY = argument(3, os.environ.get("PERSONALIZE_KEY", "demo-personalize-key"))
CUSTOMER = argument(4, "asha")
EXPERIENCE = argument(5, "homepage-banner")


def call(path, body=None):
    credentials = base64.b64encode(f"{WORKSPACE}:{KEY}".encode()).decode()
    request = urllib.request.Request(
        f"{HOST}/v1/experiences/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": f"Basic {credentials}",
            "MOE-APPKEY": WORKSPACE,
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def report(action, context, **more):
    return {
        "action": action,
        "moe_event_uuid": str(uuid.uuid4()),
        "event_time": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "platform": "web",
        "attributes": {**context, **more},
    }


def main():
    for item in call("metadata")["metadata"]["experiences"]:
        print(f"metadata: {item['experience_key']} is {item['status']}")

    experiences = call(
        "fetch",
        {
            "identifiers": {"customer_id": CUSTOMER},
            "experience_key": [EXPERIENCE],
            "utm_medium": "email",
        },
    )["experiences"]
    served = experiences.get(EXPERIENCE)
    if served is None:
        print(f"fetch: {CUSTOMER} is served nothing")
        return
    for name, field in served["payload"].items():
        print(f"fetch: {name} = {json.dumps(field['value'], ensure_ascii=False)} ({field['data_type']})")

    context = served["experience_context"]
    answer = call(
        "events",
        {
            "elements": [
                {
                    "customer_id": CUSTOMER,
                    "actions": [
                        report("MOE_PERSONALIZATION_MESSAGE_SHOWN", context),
                        report("MOE_PERSONALIZATION_MESSAGE_CLICKED", context, b_id="Add to Cart"),
                    ],
                }
            ]
        },
    )
    print(f"events: {answer['status']}")


if __name__ == "__main__":
    try:
        main()
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.code}: {error.read().decode()}")
