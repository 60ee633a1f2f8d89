import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import App from './App';

const MINA = 'user:default/mina';
const ONE_HOUR_S = 3600;

const config = [
  {
    context: 'test',
    data: {
      app: {
        title: 'Kubernetes Academy',
        baseUrl: 'http://localhost',
        devSignIn: {
          people: [
            {
              ref: MINA,
              name: 'Mina Kang',
              title: { en: 'Platform lead', ko: '플랫폼 팀 리드' },
            },
            {
              ref: 'user:default/tom',
              name: 'Tom Baker',
              title: { en: 'New', ko: '신입' },
            },
          ],
        },
      },
      backend: { baseUrl: 'http://localhost' },
    },
  },
];

const base64 = (value: object) => window.btoa(JSON.stringify(value));

function session(userEntityRef: string) {
  const exp = Math.floor(Date.now() / 1000) + ONE_HOUR_S;
  return {
    profile: {},
    providerInfo: {},
    backstageIdentity: {
      token: `${base64({ alg: 'none' })}.${base64({ exp })}.x`,
      expiresInSeconds: ONE_HOUR_S,
      identity: {
        type: 'user',
        userEntityRef,
        ownershipEntityRefs: [userEntityRef],
      },
    },
  };
}

describe('the portal', () => {
  const realFetch = global.fetch;
  let signedInAs: (string | null)[];

  beforeEach(() => {
    signedInAs = [];
    process.env = { ...process.env, APP_CONFIG: config as never };
    global.fetch = async (input, init) => {
      if (String(input).endsWith('/api/auth/dev/refresh')) {
        const person = new Headers(init?.headers).get('x-academy-person');
        signedInAs.push(person);
        return new Response(JSON.stringify(session(person!)));
      }
      return new Response('{}', { status: 404 });
    };
  });

  afterEach(() => {
    global.fetch = realFetch;
    window.sessionStorage.clear();
  });

  it('asks whom to be, signs in as that person and remembers it', async () => {
    render(App.createRoot());
    await userEvent.click(
      await screen.findByRole('button', { name: /Mina Kang/ }),
    );
    expect(await screen.findByRole('link', { name: 'Catalog' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Tom Baker/ })).toBeNull();
    await waitFor(() => expect(signedInAs).toEqual([MINA]));
    expect(Object.values(window.sessionStorage)).toEqual([MINA]);
  });
});
