package io.xlive.web;

import io.xlive.kernel.Extension;
import io.xlive.kernel.Plugins;
import io.xlive.spi.Service;
import io.xlive.spi.event.StreamListener;
import io.xlive.stream.StreamEvents;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Lets the stream listeners of the plugins hear events, also those that are dropped in later. */
public final class ListenerService implements Service {
  private final Plugins plugins;
  private final StreamEvents events;
  private final List<StreamEvents.Registration> registrations = new ArrayList<>();

  @Inject
  ListenerService(Plugins plugins, StreamEvents events) {
    this.plugins = plugins;
    this.events = events;
  }

  @Override
  public void start() {
    takeListeners();
    plugins.streamListeners().onChange(this::takeListeners);
  }

  private synchronized void takeListeners() {
    List<StreamEvents.Registration> former = List.copyOf(registrations);
    registrations.clear();
    for (Extension<StreamListener> extension : plugins.streamListeners().entries()) {
      registrations.add(events.add(extension.name(), extension.value()));
    }
    former.forEach(StreamEvents.Registration::close);
  }

  @Override
  public synchronized void stop() {
    registrations.forEach(StreamEvents.Registration::close);
    registrations.clear();
  }
}
