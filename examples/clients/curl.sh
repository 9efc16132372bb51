#!/bin/sh
# Asks what somebody should see, and reports that it was shown and clicked. Needs curl only.
#
#   examples/clients/curl.sh [HOST [WORKSPACE [KEY [CUSTOMER [EXPERIENCE]]]]]
#
# or ATTUNE_SERVER, WORKSPACE_ID, PERSONALIZE_KEY in the environment. The defaults are the demo's.
set -eu

host=${1:-${ATTUNE_SERVER:-http://127.0.0.1:8080}}
workspace=${2:-${WORKSPACE_ID:-DEMO}}
key=${3:-${PERSONALIZE_KEY:-demo-personalize-key}}
customer=${4:-asha}
experience=${5:-homepage-banner}

call() {
  path=$1
  shift
  curl --silent --show-error --fail-with-body \
    --user "$workspace:$key" \
    --header "MOE-APPKEY: $workspace" \
    --header 'Content-Type: application/JSON' \
    "$@" "$host/v1/experiences/$path"
}

uuid() {
  cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen
}

echo "metadata: $(call 'metadata?status=Active,Paused')"

answer=$(call fetch --data-binary @- <<END
{ "identifiers": { "customer_id": "$customer" },
  "experience_key": ["$experience"],
  "DAY_OF_THE_WEEK": "Monday", "TIME_OF_THE_DAY": "14",
  "utm_medium": "email" }
END
)
echo "fetch: $answer"

# The context goes back as it came; none of its values is an object.
context=$(printf '%s' "$answer" | sed -n 's/.*"experience_context":\({[^}]*}\).*/\1/p')
if [ -z "$context" ]; then
  echo "events: nothing was served, so there is nothing to report"
  exit 0
fi

now=$(date +%s)
call events --data-binary @- <<END | sed 's/^/events: /'
{ "elements": [ {
    "customer_id": "$customer",
    "user_timezone_offset": 19800,
    "actions": [
      { "action": "MOE_PERSONALIZATION_MESSAGE_SHOWN", "moe_event_uuid": "$(uuid)",
        "event_time": $now, "platform": "web", "attributes": $context },
      { "action": "MOE_PERSONALIZATION_MESSAGE_CLICKED", "moe_event_uuid": "$(uuid)",
        "event_time": $now, "platform": "web", "b_id": "Add to Cart", "attributes": $context } ] } ] }
END
echo
