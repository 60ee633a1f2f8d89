import type { ReactNode } from 'react';
import TableCell from '@material-ui/core/TableCell';

/** The cell that names its row. Material UI would announce it as any other cell. */
export function RowHeader(props: { children: ReactNode }) {
  return (
    <TableCell component="th" scope="row" role="rowheader">
      {props.children}
    </TableCell>
  );
}
