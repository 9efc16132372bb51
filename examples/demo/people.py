#!/usr/bin/env python3
"""Writes customers.ndjson and segments/: the demo's people, the same each time."""
import json
import pathlib
import random

here = pathlib.Path(__file__).parent
dice = random.Random(20261101)
FIRST = "Aarav Aditi Ananya Arjun Diya Farhan Ishaan Kavya Kiran Lakshmi Maya Neha Nikhil Priya Rahul Rohan Sana Tara Vikram Zoya".split()
LAST = "Bose Das Gupta Iyer Jain Khan Kumar Menon Mehta Nair Patel Rao Reddy Sharma Shetty Singh Verma".split()
CITIES = ["Bengaluru", "Chennai", "Delhi", "Hyderabad", "Kochi", "Kolkata", "Mumbai", "Pune"]
TAGS = ["shoes", "books", "garden", "kitchen", "toys", "wholesale", "music"]


def person(number):
    first, last = dice.choice(FIRST), dice.choice(LAST)
    attributes = {
        "u_fn": first,
        "u_ln": last,
        "u_em": f"{first}.{last}.{number}@mail.example".lower(),
        "u_mb": f"+9198{number:08d}",
        "plan": dice.choices(["free", "silver", "gold", "platinum"], [60, 20, 15, 5])[0],
        "orders": int(dice.expovariate(0.4)),
        "signed_up": f"{dice.randint(2021, 2026)}-{dice.randint(1, 10):02d}-{dice.randint(1, 28):02d}",
        "has_app": dice.random() < 0.4,
        "tags": sorted(dice.sample(TAGS, dice.randint(0, 3))),
        "address": {"city": dice.choice(CITIES), "country": "IN"},
        "cart": {"value": dice.choice([0, 0, 0, round(dice.uniform(100, 6000), 2)])},
    }
    if dice.random() < 0.1:
        attributes["locale"] = "hi"
    if dice.random() < 0.2:
        attributes["loyalty_card"] = f"{dice.choice('LP')}-{number:04d}"
    if dice.random() < 0.05:
        del attributes["u_fn"]
    return f"user_{number:04d}", attributes


people = [
    ("asha", {"u_fn": "Asha", "u_ln": "Nair", "u_em": "asha@mail.example", "u_mb": "+919876543210",
              "plan": "gold", "orders": 5, "signed_up": "2023-04-12", "has_app": False, "tags": ["shoes"],
              "address": {"city": "Bengaluru", "country": "IN"}, "cart": {"value": 1499}}),
    ("vikram", {"u_fn": "Vikram", "u_ln": "Sharma", "u_em": "vikram@mail.example", "plan": "platinum", "orders": 9,
                "signed_up": "2022-01-30", "has_app": True, "locale": "hi", "loyalty_card": "L-0007",
                "cart": {"value": 2500}}),
    ("meera", {"u_em": "meera@partner.example", "plan": "free", "orders": 0, "signed_up": "2026-10-02",
               "has_app": False}),
] + [person(number) for number in range(1, 2998)]

with open(here / "customers.ndjson", "w", encoding="utf-8") as out:
    for customer_id, attributes in people:
        body = {"type": "customer", "customer_id": customer_id, "attributes": attributes}
        out.write(json.dumps(body, ensure_ascii=False) + "\n")

(here / "segments").mkdir(exist_ok=True)
ids = [customer_id for customer_id, _ in people]
(here / "segments" / "vip.csv").write_text("\n".join(["asha", "vikram"] + dice.sample(ids[3:], 150)) + "\n")
(here / "segments" / "staff.csv").write_text("\n".join(dice.sample(ids[3:], 20)) + "\n")
