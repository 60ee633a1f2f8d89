import { ClusterError } from './ClusterError';

/**
 * What may stand between two slashes of a request path: characters that need
 * no encoding. Names the API server would refuse pass, so that learners get
 * the server's own words; names that could change the path do not.
 */
const SEGMENT = /^[A-Za-z0-9]([A-Za-z0-9._:-]{0,251}[A-Za-z0-9])?$/;
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** What one path addresses. */
export interface PathParts {
  /** Empty for the core group. */
  group: string;
  version: string;
  plural: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** Whether a text may be an object's name in a path. */
export function isPathSegment(text: string): boolean {
  return SEGMENT.test(text) && !text.includes('..');
}

/**
 * Path of a kind, an object or a sub-resource.
 *
 * @throws ClusterError with reason `BadName` for a name that could address something else
 */
export function resourcePath(parts: PathParts): string {
  const { group, version, plural, namespace, name, subresource } = parts;
  if (namespace !== undefined && !NAMESPACE.test(namespace)) {
    throw badName(namespace);
  }
  return joinSegments([
    ...(group ? ['apis', group] : ['api']),
    version,
    ...(namespace === undefined ? [] : ['namespaces', namespace]),
    plural,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ]);
}

/** @throws ClusterError with reason `BadName` */
export function joinSegments(segments: string[]): string {
  for (const segment of segments) {
    if (!isPathSegment(segment)) throw badName(segment);
  }
  return `/${segments.join('/')}`;
}

/**
 * The second lock: whatever built the path, a URL parser must read it as
 * it is written, and nobody on the way may find something to decode.
 *
 * @throws ClusterError with reason `BadName`
 */
export function assertPathname(server: string, path: string): void {
  const isRead = new URL(path, server).pathname === path;
  if (!isRead || path.includes('%')) throw badName(path);
}

function badName(text: string): ClusterError {
  return new ClusterError({
    status: 400,
    reason: 'BadName',
    message: `${JSON.stringify(
      text.slice(0, 80),
    )} cannot be a name: only letters, digits, "-", "." and ":" are possible, it starts and ends with a letter or digit, and ".." is not allowed`,
  });
}
