import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route } from 'react-router-dom';
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { createApiFactory } from '@backstage/core-plugin-api';
import { mockApis } from '@backstage/test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { academyApiRef } from './api';
import { AcademyPage } from './legacy';
import { createFakeBackend } from './__testUtils__/fakeBackend';
import { course, lesson } from './__testUtils__/fixtures';

/** A portal of the legacy frontend system that mounts the Academy. */
function renderLegacyApp(path: string) {
  window.history.replaceState(null, '', path);
  const backend = createFakeBackend({
    'GET /courses': [course],
    [`GET /units/${lesson.id}`]: lesson,
    'GET /record': { userRef: 'user:default/mina', progress: [], attempts: [] },
  });
  const app = createApp({
    configLoader: async () => [
      {
        context: 'test',
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
        },
      },
    ],
    apis: [
      createApiFactory(academyApiRef, backend.client),
      createApiFactory(permissionApiRef, mockApis.permission()),
    ],
    __experimentalTranslations: { availableLanguages: ['en', 'ko'] },
  });
  const Portal = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/academy" element={<AcademyPage />} />
      </FlatRoutes>
    </AppRouter>,
  );
  return render(<Portal />);
}

describe('in a portal of the legacy frontend system', () => {
  it('mounts with all tabs and links within itself', async () => {
    renderLegacyApp('/academy');
    expect(
      await screen.findByRole('link', { name: 'Requests and limits' }),
    ).toHaveAttribute('href', `/academy/courses/${lesson.id}`);
    expect(screen.getAllByRole('tab').map(tab => tab.textContent)).toEqual([
      'Courses',
      'My record',
      'Readiness',
      'Admin',
    ]);

    await userEvent.click(screen.getByRole('tab', { name: 'My record' }));
    expect(await screen.findByText('Nothing here yet')).toBeVisible();
  });

  it('opens a unit by its address and switches the language', async () => {
    renderLegacyApp(`/academy/courses/${lesson.id}`);
    expect(
      await screen.findByText('The scheduler adds them up.'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: '한국어' }));
    expect(
      await screen.findByText('스케줄러가 요청을 더합니다.'),
    ).toBeVisible();
    expect(await screen.findByRole('tab', { name: '내 기록' })).toBeVisible();
  });
});
