/// Local server.
