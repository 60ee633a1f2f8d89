import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole portals are rendered, on machines that are busy with other tests too.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
