import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  Language,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyApiRef } from '../../../api';
import { rootRouteRef } from '../../../routing';
import { LabPage } from '../LabPage';
import type { FakeAcademy } from './FakeAcademy';

/** Configuration of an app that offers both languages. */
export function languageConfig(language: Language) {
  const config = {
    defaultLanguage: language,
    availableLanguages: ['en', 'ko'],
  };
  return {
    app: {
      baseUrl: 'http://localhost:3000',
      extensions: [{ 'api:app/app-language': { config } }],
    },
    backend: { baseUrl: 'http://localhost:7007' },
  };
}

/** Renders the page of a lab or challenge in an app with this backend. */
export function renderLab(
  unit: UnitView,
  academy: FakeAcademy,
  language: Language = 'en',
  options: { onProgress?: () => void; path?: string } = {},
) {
  const { onProgress, path } = options;
  academy.unit ??= unit;
  return renderInTestApp(<LabPage unit={unit} onProgress={onProgress} />, {
    apis: [[academyApiRef, academy.api]],
    mountedRoutes: { '/academy': rootRouteRef },
    config: languageConfig(language),
    ...(path && { initialRouteEntries: [path] }),
  });
}
