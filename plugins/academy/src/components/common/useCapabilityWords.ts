import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  isKnownCapability,
  kubernetesMinor,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../translation';

/** Capabilities in words. Names that a platform team made up are shown as they are. */
export function useCapabilityWords(): {
  /** As a thing: `real nodes`. */
  name(capability: string): string;
  /** As what a cluster lacks, with what that means: `real nodes (containers do not really run there)`. */
  lack(capability: string): string;
} {
  const { t } = useTranslationRef(academyTranslationRef);
  return useMemo(() => {
    const wordsOf = (kind: 'name' | 'lack') => (capability: string) => {
      const minor = kubernetesMinor(capability);
      if (minor !== undefined) {
        return t('capability.kubernetes', { minor: String(minor) });
      }
      return isKnownCapability(capability)
        ? t(`capability.${kind}.${capability}`)
        : capability;
    };
    return { name: wordsOf('name'), lack: wordsOf('lack') };
  }, [t]);
}
