import { useSearchParams } from 'react-router-dom';
import { ReadinessPage } from './ReadinessPage';

/** The readiness tab; its choices are in the address, so that a view can be shared. */
export function ReadinessRoutes() {
  const [search, setSearch] = useSearchParams();
  return (
    <ReadinessPage
      path={search.get('path') ?? undefined}
      group={search.get('group') ?? undefined}
      onChoose={choice =>
        setSearch({ path: choice.path, group: choice.group }, { replace: true })
      }
    />
  );
}
