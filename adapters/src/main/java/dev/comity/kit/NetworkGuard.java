package dev.comity.kit;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Refuses connections of this process while it is open. The JDK asks for a proxy before it connects a socket, and so do its HTTP
 * clients; here the question is refused. Channels of java.nio ask nobody: endpoints that use them have stand-ins anyway.
 */
final class NetworkGuard extends ProxySelector implements AutoCloseable {

    private final ProxySelector before;
    private final AtomicReference<String> asked = new AtomicReference<>();

    private NetworkGuard(ProxySelector before) {
        this.before = before;
    }

    static NetworkGuard open() {
        NetworkGuard guard = new NetworkGuard(ProxySelector.getDefault());
        ProxySelector.setDefault(guard);
        return guard;
    }

    /** Scheme, host and port of the first connection that was refused. */
    Optional<String> refused() {
        return Optional.ofNullable(asked.get());
    }

    @Override
    public List<Proxy> select(URI uri) {
        asked.compareAndSet(null, uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort());
        throw new IllegalArgumentException("no connection is made while an adapter is tested");
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException reason) {
        // Nothing was connected.
    }

    @Override
    public void close() {
        ProxySelector.setDefault(before);
    }
}
