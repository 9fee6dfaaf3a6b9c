package io.xlive.kernel;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The extensions of one kind, in the order of their plugins' names. Readers see snapshots; a change
 * replaces the snapshot.
 *
 * @param <T> their type
 */
public final class ExtensionRegistry<T> {
  private volatile List<Extension<T>> entries = List.of();
  private volatile List<T> values = List.of();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

  ExtensionRegistry() {}

  /** All, at this moment. */
  public List<Extension<T>> entries() {
    return entries;
  }

  /** By name. */
  public Optional<T> find(String name) {
    return entries.stream()
        .filter(entry -> entry.name().equals(name))
        .map(Extension::value)
        .findFirst();
  }

  /**
   * A view that follows every change; an iteration sees one snapshot. Look-ups by index may see
   * different ones: iterate.
   */
  public List<T> live() {
    return new AbstractList<>() {
      @Override
      public T get(int index) {
        return values.get(index);
      }

      @Override
      public int size() {
        return values.size();
      }

      @Override
      public Iterator<T> iterator() {
        return values.iterator();
      }
    };
  }

  /** Runs {@code watcher} after every change, on the thread that made it; it must be quick. */
  public void onChange(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Adds an extension, or puts it in the place of the one of its name. */
  synchronized void put(Extension<T> extension) {
    List<Extension<T>> next = new ArrayList<>(entries);
    int at = 0;
    while (at < next.size() && !next.get(at).name().equals(extension.name())) {
      at++;
    }
    if (at < next.size()) {
      next.set(at, extension);
    } else {
      next.add(extension);
    }
    publish(next);
  }

  synchronized void remove(String name) {
    publish(entries.stream().filter(entry -> !entry.name().equals(name)).toList());
  }

  private void publish(List<Extension<T>> next) {
    entries = List.copyOf(next);
    values = next.stream().map(Extension::value).toList();
    watchers.forEach(Runnable::run);
  }
}
