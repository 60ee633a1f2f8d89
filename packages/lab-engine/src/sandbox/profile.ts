import type { SandboxProfile } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { KubernetesObject } from '../check/types';
import { PROFILE_ANNOTATION } from './names';

const OTHER_PROFILES = ['nested', 'no-defaults'] as const;

/** What the sandbox of a namespace is made of; written when it was provisioned. */
export function profileOf({ metadata }: KubernetesObject): SandboxProfile {
  const { annotations } = metadata as { annotations?: Record<string, string> };
  const written = annotations?.[PROFILE_ANNOTATION];
  return OTHER_PROFILES.find(profile => profile === written) ?? 'standard';
}
