import Box from '@material-ui/core/Box';
import { ContentHealthSection } from './ContentHealthSection';
import { LabsSection } from './labs';

/** What of labs and content needs the hands of the platform team. */
export function AdminPage() {
  return (
    <>
      <Box mb={5}>
        <LabsSection />
      </Box>
      <ContentHealthSection />
    </>
  );
}
