import type { Layer } from './layer';

const STICKY_MODE = 0o1777;
const PRIVATE_MODE = 0o700;
const EXECUTABLE_MODE = 0o755;

/** What every published base image has. */
export const BASE_LAYER: Layer = [
  { path: 'tmp', directory: true, mode: STICKY_MODE },
  { path: 'root', directory: true, mode: PRIVATE_MODE },
  { path: 'home/nonroot', directory: true },
  { path: 'var', directory: true },
  { path: 'etc/ssl/certs', directory: true },
  {
    path: 'etc/passwd',
    text: [
      'root:x:0:0:root:/root:/bin/sh',
      'nobody:x:65534:65534:nobody:/nonexistent:/bin/false',
      'nonroot:x:65532:65532:nonroot:/home/nonroot:/bin/false',
      '',
    ].join('\n'),
  },
  {
    path: 'etc/group',
    text: 'root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n',
  },
];

/** Ends at once when told so, and takes over what other processes leave behind. */
const PAUSE_SCRIPT = `#!/bin/busybox sh
trap 'exit 0' TERM INT
while :; do
  busybox sleep 2147483 &
  wait
done
`;

/** The program of every pod's first container. */
export const PAUSE_LAYER: Layer = [
  { path: 'pause', text: PAUSE_SCRIPT, mode: EXECUTABLE_MODE },
];

/**
 * cap_net_bind_service=+ep as the kernel stores it (vfs_cap_data, revision 2,
 * effective). Published images have it too, and with it a property that
 * content must know: where a pod drops this capability, the program cannot
 * even be started.
 */
export const BINDS_LOW_PORTS = Buffer.from(
  ['01000002', '00040000', '00000000', '00000000', '00000000'].join(''),
  'hex',
).toString('latin1');
