/** What the host and a worker of the service say to each other over the cluster's channel. */
export type ServiceFault = 'none' | 'slow' | 'errors' | 'leak';

export interface FaultMessage {
  type: 'host:fault';
  fault: ServiceFault;
  leakPercent: number;
}

export interface MeasuredRequest {
  /** Epoch milliseconds. */
  at: number;
  method: string;
  path: string;
  status: number;
  milliseconds: number;
}

export interface MeasuresMessage {
  type: 'host:measures';
  requests: MeasuredRequest[];
  memoryPercent: number;
  cpuPercent: number;
}
