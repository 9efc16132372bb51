#!/bin/sh
# Tells what is known of somebody and what they did, through each of the data APIs. Needs curl only.
#
#   examples/clients/data.sh [HOST [WORKSPACE [KEY [CUSTOMER]]]]
#
# or ATTUNE_SERVER, WORKSPACE_ID, DATA_KEY in the environment. The defaults are the demo's.
set -eu

host=${1:-${ATTUNE_SERVER:-http://127.0.0.1:8080}}
workspace=${2:-${WORKSPACE_ID:-DEMO}}
key=${3:-${DATA_KEY:-demo-data-api-key}}
customer=${4:-sample-person}

# call NAME PATH [CURL-OPTION...]: the body comes on standard input
call() {
  name=$1
  path=$2
  shift 2
  printf '%s: ' "$name"
  curl --silent --show-error --fail-with-body \
    --user "$workspace:$key" \
    --header 'Content-Type: application/json' \
    --data-binary @- "$@" "$host/v1/$path"
  echo
}

call customer "customer/$workspace" <<END
{ "type": "customer", "customer_id": "$customer",
  "attributes": { "plan": "gold", "addValueToArrayField": { "tags": ["newsletter"] } } }
END

# Sent again with the same key, it counts once.
call event "event/$workspace" --header "Idempotency-Key: $customer-order-17" <<END
{ "type": "event", "customer_id": "$customer",
  "actions": [ { "action": "Order Placed", "platform": "web", "attributes": { "amount": 49.5, "category": "shoes" } } ] }
END

call transition "transition/$workspace" <<END
{ "type": "transition", "elements": [
    { "type": "customer", "customer_id": "$customer", "attributes": { "city": "Pune" } },
    { "type": "event", "customer_id": "$customer", "actions": [ { "action": "Product Viewed" } ] } ] }
END

call cohort integrations/cohortsync <<END
{ "action": "add_members", "partner": "sample",
  "parameters": { "cohort_name": "Sample cohort", "cohort_id": "sample-cohort", "members": [ { "uid": "$customer" } ] } }
END

call export "customers/export?app_id=$workspace" <<END
{ "data": { "identifiers": [ { "identifier_type": "customer_id", "identifier": "$customer" } ],
            "user_fields_to_export": ["uid", "plan", "city", "tags"] } }
END

# Only where identity resolution is off: elsewhere people merge by their identifiers.
call merge "customer/merge?app_id=$workspace" <<END || true
{ "merge_data": [ { "merged_user": "$customer-old", "retained_user": "$customer" } ] }
END

call delete "customer/delete?app_id=$workspace" <<END
{ "identity_type": "customer_id", "identity_value": "$customer" }
END
