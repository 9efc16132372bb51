// Asks what somebody should see, and reports that it was shown and clicked. Node 20 or later.
//
//   node examples/clients/sample.mjs [HOST [WORKSPACE [KEY [CUSTOMER [EXPERIENCE]]]]]
//
// or ATTUNE_SERVER, WORKSPACE_ID, PERSONALIZE_KEY in the environment. The defaults are the demo's.

import { randomUUID } from 'node:crypto';

const argument = (position, fallback) => process.argv[position + 1] ?? fallback;
const host = argument(1, process.env.ATTUNE_SERVER ?? 'http://127.0.0.1:8080');
const workspace = argument(2, process.env.WORKSPACE_ID ?? 'DEMO');
const key = argument(3, process.env.PERSONALIZE_KEY ?? 'demo-personalize-key');
const customer = argument(4, 'asha');
const experience = argument(5, 'homepage-banner');

async function call(path, body) {
  const response = await fetch(`${host}/v1/experiences/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${workspace}:${key}`).toString('base64')}`,
      'MOE-APPKEY': workspace,
      'Content-Type': 'application/JSON',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${response.status}: ${await response.text()}`);
  }
  return response.json();
}

const { metadata } = await call('metadata?status=Active');
console.log(`metadata: ${metadata.count} active`);

const { experiences } = await call('fetch', {
  identifiers: { customer_id: customer },
  experience_key: experience, // a single key may be a string
  USER_AGENT: 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36',
  utm_medium: 'email',
});
const served = experiences[experience];
if (served === undefined) {
  console.log(`fetch: ${customer} is served nothing`);
} else {
  for (const [name, { value, data_type: type }] of Object.entries(served.payload)) {
    console.log(`fetch: ${name} = ${JSON.stringify(value)} (${type})`);
  }
  const action = (name, more = {}) => ({
    action: name,
    moe_event_uuid: randomUUID(),
    event_time: Math.floor(Date.now() / 1000),
    platform: 'web',
    attributes: served.experience_context,
    ...more,
  });
  const answer = await call('events', {
    elements: [
      {
        customer_id: customer,
        actions: [
          action('MOE_PERSONALIZATION_MESSAGE_SHOWN'),
          action('MOE_PERSONALIZATION_MESSAGE_CLICKED', { b_id: 'Add to Cart' }),
        ],
      },
    ],
  });
  console.log(`events: ${answer.status}`);
}
