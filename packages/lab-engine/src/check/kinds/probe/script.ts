import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';

/** What a probe tries. */
export type ProbeCheck = NonNullable<Check['probe']>;

/** For how long one that is not as wanted is repeated: networks follow objects with a delay. */
const TRY_FOR_SECONDS = 10;
const CONNECT_SECONDS = 3;

/**
 * Runs in agnhost, whose image has busybox beside it. `try` sets what came of
 * one attempt: `through`, `other` (there was an answer, but another one) or
 * `nothing`, and a few words. busybox's wget is ended from outside, because
 * its own option for that crashes in some builds.
 */
const PROLOGUE = `
last_line() { tail -n 1 "$1" | tr -d '\\r' | cut -c 1-200; }
run() { timeout -s KILL ${CONNECT_SECONDS + 1} "$@" 2>/tmp/said; }
`;

const TRIES = {
  http: `
try() {
  rm -f /tmp/body
  run wget -S -O - "$URL" | head -c 1048576 >/tmp/body
  codes=$(sed -n 's|^ *HTTP/[0-9.]* \\([0-9][0-9]*\\).*|\\1|p' /tmp/said)
  case "$STATUS" in
    3*) code=$(echo "$codes" | head -n 1) ;;
    *) code=$(echo "$codes" | tail -n 1) ;;
  esac
  if [ -z "$code" ]; then
    outcome=nothing; words=$(last_line /tmp/said)
  elif [ "$code" != "$STATUS" ]; then
    outcome=other; words="HTTP status $code"
  elif [ -n "$TEXT" ] && ! grep -qF -- "$TEXT" /tmp/body; then
    outcome=other; words="HTTP status $code without the text"
  else
    outcome=through; words="HTTP status $code"
  fi
}
`,
  tcp: `
try() {
  if run /agnhost connect "$TARGET" --timeout=${CONNECT_SECONDS}s; then
    outcome=through; words=connected
  else
    outcome=nothing; words=$(last_line /tmp/said)
  fi
}
`,
  // Whether somebody listens there does not matter: the name is resolved first.
  dns: `
try() {
  run /agnhost connect "$TARGET" --timeout=100ms
  code=$?
  words=$(last_line /tmp/said)
  case "$code:$words" in
    137:* | 143:*) outcome=nothing ;;
    *:DNS*) outcome=nothing ;;
    *) outcome=through; words=resolved ;;
  esac
}
`,
};

const EPILOGUE = `
end=$(($(date +%s) + ${TRY_FOR_SECONDS}))
while try; [ "$outcome" != "$WANTED" ] && [ "$(date +%s)" -lt "$end" ]; do
  sleep 1
done
printf '%s %s %s' "$NONCE" "$outcome" "\${words:-no answer}" >/dev/termination-log
`;

/** Shell script of one sort of probe; everything that differs comes by {@link scriptVariables}. */
export function scriptOf(probe: ProbeCheck): string {
  return `${PROLOGUE}${TRIES[sortOf(probe)]}${EPILOGUE}`;
}

/** Environment of the script. Content never becomes part of a script. */
export function scriptVariables(
  probe: ProbeCheck,
  nonce: string,
): Record<string, string> {
  const { http, dns, tcp, expect } = probe;
  return {
    NONCE: nonce,
    WANTED: expect === 'success' ? 'through' : 'nothing',
    ...(http && {
      URL: http.url,
      STATUS: String(http.status),
      TEXT: http.contains ?? '',
    }),
    ...(tcp && { TARGET: `${bracketed(tcp.host)}:${tcp.port}` }),
    ...(dns && { TARGET: `${bracketed(dns.name)}:9` }),
  };
}

function sortOf({ http, tcp }: ProbeCheck): keyof typeof TRIES {
  if (http) return 'http';
  return tcp ? 'tcp' : 'dns';
}

/** An address of IPv6 in front of a port. */
function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
