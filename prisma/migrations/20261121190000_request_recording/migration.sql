-- An approval takes effect once the ledger has recorded it; until then the request is being recorded.
ALTER TYPE "RequestStatus" ADD VALUE 'RECORDING' AFTER 'OPEN';
