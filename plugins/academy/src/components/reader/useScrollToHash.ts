import { useEffect } from 'react';

/**
 * Shows the section that the address names once the text is here. The browser
 * looked for it while the page was still empty.
 */
export function useScrollToHash() {
  useEffect(() => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    if (id) {
      document.getElementById(id)?.scrollIntoView();
    }
  }, []);
}
